package tallyflame.flamegraphs.perf;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of compiled Java code in the forms found in perf maps, as {@code pkg.Class.method}. */
final class JitNames {
    /** {@code Lpkg/Class;::method}, as perf-map-agent and JVMTI agents write it. */
    private static final Pattern INTERNAL = Pattern.compile("^L([^;]+);(?:::|\\.)([^(]+)(?:\\(.*)?$");

    /** {@code type pkg.Class.method(types)}, as the JDK's Compiler.perfmap writes it. */
    private static final Pattern EXTERNAL = Pattern.compile("^(?:\\S+ )?([\\w.$/+<>]+\\.[\\w$<>]+)\\(.*\\)$");

    private JitNames() {}

    static String readable(String name) {
        Matcher internal = INTERNAL.matcher(name);
        if (internal.matches()) {
            return internal.group(1).replace('/', '.') + "." + internal.group(2);
        }
        Matcher external = EXTERNAL.matcher(name);
        return external.matches() ? external.group(1) : name;
    }
}
