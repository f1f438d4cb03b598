package tallyflame.junit;

import java.lang.reflect.Method;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import tallyflame.annotations.Span;

/**
 * Makes each test a span {@code test}, whose tag is its method and, where that has several invocations, the display name: so that a
 * recording of the tests' JVM tells the slow ones apart. For one class by {@code @ExtendWith}, for all with
 * {@code junit.jupiter.extensions.autodetection.enabled=true}; does nothing where neither a recording nor the agent runs.
 */
@SuppressWarnings("try") // spans are only to be closed
public final class TestSpans implements InvocationInterceptor {
    private static final String NAME = "test";

    @Override
    public void interceptTestMethod(
            Invocation<Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        try (Span span = Span.of(NAME).tag(name(context))) {
            test.proceed();
        }
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        try (Span span = Span.of(NAME).tag(name(context) + " " + context.getDisplayName())) {
            test.proceed();
        }
    }

    /** See {@link DynamicTest}. */
    @Override
    public void interceptDynamicTest(
            Invocation<Void> test, DynamicTestInvocationContext dynamic, ExtensionContext context) throws Throwable {
        try (Span span = Span.of(NAME).tag(name(context) + " " + context.getDisplayName())) {
            test.proceed();
        }
    }

    private static String name(ExtensionContext context) {
        return context.getRequiredTestClass().getName() + "."
                + context.getRequiredTestMethod().getName();
    }
}
