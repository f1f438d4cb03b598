package tallyflame.analysis.filters;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jacoco.core.internal.analysis.filter.FilterGroups;
import org.jacoco.core.internal.analysis.filter.IFilter;

/** Kinds of code that a compiler makes and nobody wrote, as JaCoCo's filters find it. */
public enum CompilerCode {
    /** Synthetic methods but lambdas, and synthetic classes: the tables of switches by enums. */
    SYNTHETIC(FilterGroups::synthetic),
    /** Bridge methods. */
    BRIDGE(FilterGroups::bridges),
    /** {@code values}, {@code valueOf} and empty constructors of enums. */
    ENUM(FilterGroups::enums),
    /** Members of records, and branches of their patterns. */
    RECORD(FilterGroups::records),
    /** The exits of {@code synchronized} blocks by exceptions. */
    SYNCHRONIZED(FilterGroups::monitors),
    /** Closing of resources. */
    TRY_WITH_RESOURCES(FilterGroups::resources),
    /** Copies of {@code finally} blocks: their branches become one, with the sum of its counts. */
    FINALLY(FilterGroups::finallyBlocks),
    /** Private empty constructors without parameters. */
    PRIVATE_CONSTRUCTOR(FilterGroups::privateConstructors),
    /** Asking whether assertions are on. */
    ASSERT(FilterGroups::assertions),
    /** Hash codes and comparisons of switches by strings: what is left has one outcome for each case. */
    STRING_SWITCH(FilterGroups::stringSwitches),
    /** The default of switches that name every case. */
    EXHAUSTIVE_SWITCH(FilterGroups::exhaustiveSwitches),
    /** Classes and methods that carry an annotation named {@code Generated}: by Lombok, Groovy and others. */
    GENERATED(FilterGroups::generated),
    /** What Kotlin's compiler adds: default arguments, coroutines, data classes, checks for null and more. */
    KOTLIN(FilterGroups::kotlin),
    /** Code that Kotlin's compiler inlined from elsewhere. */
    KOTLIN_INLINED(FilterGroups::kotlinInlined);

    /** Stands for all of them. */
    public static final String ALL = "all";

    @SuppressWarnings("ImmutableEnumChecker") // the functions hold nothing
    private final Supplier<IFilter> filter;

    CompilerCode(Supplier<IFilter> filter) {
        this.filter = filter;
    }

    /** The kinds that a name stands for: one of them, or all; empty if the name is unknown. */
    public static Optional<Set<CompilerCode>> named(String name) {
        if (name.equals(ALL)) {
            return Optional.of(EnumSet.allOf(CompilerCode.class));
        }
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(name))
                .findFirst()
                .map(EnumSet::of);
    }

    /** All names, as a user writes them. */
    public static String names() {
        return Arrays.stream(values()).map(CompilerCode::toString).collect(Collectors.joining(", "));
    }

    IFilter filter() {
        return filter.get();
    }

    /** As a user writes it: {@code try-with-resources}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
