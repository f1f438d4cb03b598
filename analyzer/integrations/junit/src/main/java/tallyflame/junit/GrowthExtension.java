package tallyflame.junit;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.opentest4j.AssertionFailedError;
import tallyflame.counts.LineHits;

/** Runs a {@link GrowthTest} once for each size; the last one to end judges. */
final class GrowthExtension implements TestTemplateInvocationContextProvider {
    private static final int FEWEST = 5;
    private static final int LEAST_FACTOR = 32;

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return context.getRequiredTestMethod().isAnnotationPresent(GrowthTest.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        GrowthTest test = context.getRequiredTestMethod().getAnnotation(GrowthTest.class);
        Law limit = check(test, context);
        Map<Long, Counts> counts = new ConcurrentSkipListMap<>();
        return Arrays.stream(test.sizes()).mapToObj(size -> new OneSize(test, limit, size, counts));
    }

    private static Law check(GrowthTest test, ExtensionContext context) {
        long[] sizes = test.sizes();
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] < 2 || (i > 0 && sizes[i] <= sizes[i - 1])) {
                throw BudgetExtension.wrong(context, "sizes must ascend from 2 or more: " + Arrays.toString(sizes));
            }
        }
        if (sizes.length < FEWEST || sizes[sizes.length - 1] / sizes[0] < LEAST_FACTOR) {
            throw BudgetExtension.wrong(
                    context,
                    "a law needs at least " + FEWEST + " sizes, the last at least " + LEAST_FACTOR
                            + " times the first; these are " + Arrays.toString(sizes));
        }
        try {
            return Law.parse(test.max());
        } catch (IllegalArgumentException e) {
            throw BudgetExtension.wrong(context, e.getMessage());
        }
    }

    /** One run of the test. */
    private record OneSize(GrowthTest test, Law limit, long size, Map<Long, Counts> counts)
            implements TestTemplateInvocationContext, InvocationInterceptor, ParameterResolver {
        @Override
        public String getDisplayName(int index) {
            return "n = " + size;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(this);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            Class<?> type = parameter.getParameter().getType();
            return type == int.class || type == long.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == int.class ? (Object) Math.toIntExact(size) : (Object) size;
        }

        @Override
        public void interceptTestTemplateMethod(
                Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
                throws Throwable {
            Counting counting = Counting.of(BudgetExtension.type(test.of(), context));
            Function function = Function.parse(test.of());
            try {
                counting.nothing().methods(function);
            } catch (IllegalArgumentException | IllegalStateException e) {
                throw BudgetExtension.wrong(context, e.getMessage());
            }
            counts.put(size, counting.during(invocation::proceed));
            if (counts.size() == test.sizes().length) judge(function);
        }

        private void judge(Function function) {
            TreeSet<Integer> lines = new TreeSet<>();
            for (Counts one : counts.values()) {
                one.methods(function)
                        .forEach(m -> m.lines().stream().map(LineHits::line).forEach(lines::add));
            }
            Counts largest = counts.get(test.sizes()[test.sizes().length - 1]);
            Map<Integer, String> wrong = new TreeMap<>();
            for (int line : lines) {
                long[] hits = counts.values().stream()
                        .mapToLong(one -> new Place(function, line).hits(one))
                        .toArray();
                Law.Judgement judgement = limit.judge(test.sizes(), hits);
                if (judgement.verdict() != Law.Verdict.KEPT)
                    wrong.put(line, text(new Place(function, line), judgement, hits, largest));
            }
            if (!wrong.isEmpty()) throw new AssertionFailedError(String.join(System.lineSeparator(), wrong.values()));
        }

        private String text(Place place, Law.Judgement judgement, long[] hits, Counts largest) {
            String figures = Arrays.stream(hits).mapToObj(Place::number).collect(Collectors.joining(" "));
            String sizes = Arrays.stream(test.sizes()).mapToObj(Place::number).collect(Collectors.joining(" "));
            String verdict = judgement.verdict() == Law.Verdict.BROKEN
                    ? " grows as " + judgement.beyond() + ", faster than " + limit
                    : " is undecided: " + judgement.within() + " and " + judgement.beyond()
                            + " explain it about as well, and " + limit
                            + " is asked for; use larger sizes, or inputs that vary"
                            + " less";
            return place.function() + ", " + place.text(largest) + verdict + ": hits " + figures + " at n = " + sizes
                    + place.sender(largest);
        }
    }
}
