package tallyflame.counts.code;

/** The source map of a class {@code acme.MainKt}, for tests. */
public final class KotlinSourceMap {
    /** As kotlinc 2.1.0 wrote it for a file of 18 lines that calls a function of Util.kt twice and one of its own once. */
    private static final String TEXT =
            """
            SMAP
            Main.kt
            Kotlin
            *S Kotlin
            *F
            + 1 Main.kt
            acme/MainKt
            + 2 Util.kt
            acme/tools/UtilKt
            *L
            1#1,18:1
            4#1,3:31
            4#2,6:19
            4#2,6:25
            *S KotlinDebug
            *F
            + 1 Main.kt
            acme/MainKt
            *L
            13#1:31,3
            11#1:19,6
            12#1:25,6
            *E
            """;

    private KotlinSourceMap() {}

    /** The map as the class file has it. */
    public static SourceMap map() {
        return SourceMap.parse(TEXT, "acme.MainKt", "Main.kt");
    }
}
