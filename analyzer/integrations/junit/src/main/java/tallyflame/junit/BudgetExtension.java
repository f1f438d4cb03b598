package tallyflame.junit;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.AssertionFailedError;

/** Counts while a test with budgets runs, and fails it if one is exceeded. */
final class BudgetExtension implements InvocationInterceptor {
    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        measure(invocation, method, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        measure(invocation, method, context);
    }

    private static void measure(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        List<Budget> budgets = AnnotationSupport.findRepeatableAnnotations(method.getExecutable(), Budget.class);
        boolean all = budgets.stream().anyMatch(budget -> budget.threads() == Threads.ALL);
        if (all && budgets.stream().anyMatch(budget -> budget.threads() == Threads.OWN)) {
            throw wrong(context, "the budgets of one test are of one thread or of all, not some of each");
        }
        if (all && context.getExecutionMode() == ExecutionMode.CONCURRENT) {
            throw wrong(
                    context,
                    "tests run in parallel, so that counts of all threads are not those of this test; use threads = OWN, or"
                            + " @Execution(SAME_THREAD) and @Isolated");
        }
        List<String> types = types(budgets, context);
        Counting counting = Counting.of(types.toArray(new String[0])).of(all ? Threads.ALL : Threads.OWN);
        List<BudgetCheck> checks = new ArrayList<>();
        try {
            Counts none = counting.nothing();
            for (Budget budget : budgets) checks.add(BudgetCheck.of(budget, none));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw wrong(context, e.getMessage());
        }
        Counts counts = counting.during(invocation::proceed);
        String excess = checks.stream()
                .map(check -> check.excess(counts))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(System.lineSeparator()));
        if (!excess.isEmpty()) throw new AssertionFailedError(excess);
    }

    static ExtensionConfigurationException wrong(ExtensionContext context, String message) {
        return new ExtensionConfigurationException(context.getDisplayName() + ": " + message);
    }

    private static List<String> types(List<Budget> budgets, ExtensionContext context) {
        List<String> types = new ArrayList<>();
        for (Budget budget : budgets) {
            if (budget.kind() != Budget.Kind.ALLOCATION) types.add(type(budget.of(), context));
        }
        // Something has to be counted: nothing at all would be everything.
        return types.isEmpty() ? List.of(context.getRequiredTestClass().getName()) : types;
    }

    /**
     * The class of a function, loaded, so that it is known what it has.
     *
     * @throws ExtensionConfigurationException if there is none of the name
     */
    static String type(String function, ExtensionContext context) {
        try {
            String type = Function.parse(function).type();
            // Asked for before it is loaded, so that it need not be changed.
            Attachment.count(List.of(type));
            Class.forName(type, false, context.getRequiredTestClass().getClassLoader());
            return type;
        } catch (ClassNotFoundException | LinkageError e) {
            throw wrong(context, "there is no class " + Function.parse(function).type() + " on the tests' class path");
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw wrong(context, e.getMessage());
        }
    }
}
