package tallyflame.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs once for each size, which it takes as its parameter, an {@code int} or {@code long}. It fails if hits of some line
 * of a function grow faster than a law, and also if the sizes do not tell.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(GrowthExtension.class)
public @interface GrowthTest {
    /** Five or more, ascending, the last at least 32 times the first. */
    long[] sizes();

    /** The function, as {@code com.acme.Index#find}. */
    String of();

    /** The fastest law: {@code 1}, {@code log n}, {@code n}, {@code n log n}, {@code n^2}, {@code n^1.5} and so on. */
    String max();
}
