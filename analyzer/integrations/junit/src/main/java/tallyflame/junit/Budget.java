package tallyflame.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * How often a line, a branch or a function may run while a test does, or how much the test may allocate. The test fails if it is
 * more, and before its body runs if the budget names nothing that exists.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Budget.List.class)
@ExtendWith(BudgetExtension.class)
public @interface Budget {
    /** What is limited: the kinds of budget files. */
    enum Kind {
        /** Hits of the one line of {@link Budget#of} that is {@link Budget#line} or contains {@link Budget#text}. */
        LINE_HITS,
        /** How often a branch of that line had an outcome. */
        BRANCH_HITS,
        /** Calls of a function; overloads are one. */
        FUNCTION_HITS,
        /** No call of a function at all. */
        FORBIDDEN_CALL,
        /** Bytes that the test's thread allocates; JUnit's own call takes some kilobytes of it, and the JIT saves some. */
        ALLOCATION
    }

    /** Several budgets of one test. */
    @Documented
    @Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
    @Retention(RetentionPolicy.RUNTIME)
    @ExtendWith(BudgetExtension.class)
    @interface List {
        /** The budgets. */
        Budget[] value();
    }

    /** What is limited. */
    Kind kind() default Kind.LINE_HITS;

    /** The function, as {@code com.acme.Sorter#sort}; all but {@link Kind#ALLOCATION} need it. */
    String of() default "";

    /** Part of the source of the line, which occurs on no other line of the function; found wherever the line moves. */
    String text() default "";

    /** Number of the line, in place of the text. */
    int line() default 0;

    /** Which of the branches of the line, in the order of the code, from 0. */
    int branch() default 0;

    /** Which outcome of the branch, from 0. */
    int outcome() default 0;

    /** The most. */
    long max() default 0;

    /** The least. */
    long min() default 0;

    /** Whose counts: those of the test's own thread, or of all, which is refused where tests run in parallel. */
    Threads threads() default Threads.OWN;
}
