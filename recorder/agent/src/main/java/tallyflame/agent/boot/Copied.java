package tallyflame.agent.boot;

import java.lang.annotation.ElementType;
import java.lang.annotation.Target;

/** Marks methods of {@link Counters} that {@link BootClass} copies, so that each copy has a profile of its own. */
@Target(ElementType.METHOD)
@interface Copied {}
