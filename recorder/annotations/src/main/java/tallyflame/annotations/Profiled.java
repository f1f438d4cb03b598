package tallyflame.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method, a constructor or a whole class whose line and branch hits the counting agent counts when it is started
 * without class globs. The counterpart of {@code line_profiler}'s {@code @profile}; without the agent it has no effect.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.CONSTRUCTOR})
public @interface Profiled {}
