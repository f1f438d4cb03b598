package org.jacoco.core.internal.analysis.filter;

/**
 * JaCoCo's filters by what they find. {@link Filters#all()} has them all; the single ones are visible to this package only.
 *
 * <p>{@code KotlinSafeCallOperatorFilter} is in no group: it makes the branches of a chain of {@code ?.} say whether any of them
 * met null, because probes cannot say which one did. Counts can.
 */
public final class FilterGroups {
    private FilterGroups() {}

    /** Synthetic methods, lambdas excepted; of Kotlin's classes, those that Kotlin's own filters name. */
    public static IFilter synthetic() {
        return notKotlin(new SyntheticFilter());
    }

    /** Methods that only call one of another signature. */
    public static IFilter bridges() {
        return new BridgeFilter();
    }

    /** {@code values}, {@code valueOf} and empty constructors of enums. */
    public static IFilter enums() {
        return new FilterSet(new EnumFilter(), new EnumEmptyConstructorFilter());
    }

    /** What a compiler adds to records, and to patterns of records. */
    public static IFilter records() {
        return new FilterSet(new RecordsFilter(), new RecordPatternFilter());
    }

    /** Leaving monitors by exceptions. */
    public static IFilter monitors() {
        return new SynchronizedFilter();
    }

    /** Closing of resources. */
    public static IFilter resources() {
        return new FilterSet(
                new TryWithResourcesJavac11Filter(),
                new TryWithResourcesJavacFilter(),
                new TryWithResourcesEcjFilter());
    }

    /** Copies of {@code finally} blocks. */
    public static IFilter finallyBlocks() {
        return new FinallyFilter();
    }

    /** Constructors that keep others from making objects. */
    public static IFilter privateConstructors() {
        return new PrivateEmptyNoArgConstructorFilter();
    }

    /** Asking whether assertions are on. */
    public static IFilter assertions() {
        return new AssertFilter();
    }

    /** Hash codes and comparisons of switches by strings. */
    public static IFilter stringSwitches() {
        return new FilterSet(new StringSwitchJavacFilter(), new StringSwitchFilter());
    }

    /** The default of switches that name every case. */
    public static IFilter exhaustiveSwitches() {
        return new ExhaustiveSwitchFilter();
    }

    /** What carries an annotation named {@code Generated}: by Lombok, Groovy and others. */
    public static IFilter generated() {
        return new AnnotationGeneratedFilter();
    }

    /** What Kotlin's compiler adds; code that it inlines is not among it. */
    public static IFilter kotlin() {
        return ofKotlin(new FilterSet(
                new KotlinGeneratedFilter(),
                new KotlinSyntheticAccessorsFilter(),
                new KotlinSerializableFilter(),
                new KotlinEnumFilter(),
                new KotlinJvmOverloadsFilter(),
                new KotlinLateinitFilter(),
                new KotlinWhenFilter(),
                new KotlinWhenStringFilter(),
                new KotlinUnsafeCastOperatorFilter(),
                new KotlinNotNullOperatorFilter(),
                new KotlinInlineClassFilter(),
                new KotlinDefaultArgumentsFilter(),
                new KotlinCoroutineFilter(),
                new KotlinDefaultMethodsFilter(),
                new KotlinComposeFilter()));
    }

    /** Code that Kotlin's compiler inlined from elsewhere. */
    public static IFilter kotlinInlined() {
        return ofKotlin(new KotlinInlineFilter());
    }

    private static IFilter ofKotlin(IFilter filter) {
        return (method, context, output) -> {
            if (Filters.isKotlinClass(context)) filter.filter(method, context, output);
        };
    }

    private static IFilter notKotlin(IFilter filter) {
        return (method, context, output) -> {
            if (!Filters.isKotlinClass(context)) filter.filter(method, context, output);
        };
    }
}
