package tallyflame.analysis.own;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.functions.FrameMethods;
import tallyflame.counts.Glob;

/**
 * Which classes are the user's own, neither of the JDK nor of a library. Of a run of science modules these are the modules' packages.
 * Of any other program its recordings tell main class and class path: its own classes are those in folders and jars that are no
 * repository's; if all are, those of the jar with the main class; if that is gone from disk, the package of the main class and all
 * below it. What launches programs of others (test runners, build tools, containers) is nobody's own.
 */
public final class OwnCode {
    /** Launch other people's programs, whose main classes are not known then. */
    private static final List<String> LAUNCHERS = List.of(
            "org.junit.",
            "org.testng.",
            "org.apache.maven.",
            "org.codehaus.plexus.",
            "org.gradle.",
            "worker.org.gradle.",
            "org.openjdk.jmh.",
            "org.springframework.boot.loader.",
            "org.apache.catalina.",
            "org.apache.spark.",
            "org.eclipse.jetty.",
            "com.intellij.rt.");

    private final Predicate<String> classes;
    private final Map<String, Boolean> known = new ConcurrentHashMap<>();
    private final String absence;

    private OwnCode(Predicate<String> classes, String absence) {
        this.classes = classes;
        this.absence = absence;
    }

    /** What was named, {@code all} for everything without a distinction; what the evidence tells if nothing was named. */
    public static OwnCode of(Evidence evidence, List<String> named) {
        if (named.equals(List.of("all"))) {
            return new OwnCode(className -> false, "");
        }
        return named.isEmpty()
                ? of(evidence)
                : matching(named, "no function on any stack is of " + String.join("; ", named));
    }

    private static OwnCode of(Evidence evidence) {
        List<String> modules = evidence.documents().stream()
                .filter(run -> run.module() != null && run.module().packages() != null)
                .flatMap(run -> run.module().packages().stream())
                .distinct()
                .toList();
        if (!modules.isEmpty()) {
            return matching(modules, "no code of the module was sampled");
        }
        return of(evidence.sampled().stream()
                .flatMap(fork -> fork.jvms().stream())
                .flatMap(jvm -> jvm.recordings().stream()
                        .map(Program::of)
                        .flatMap(Optional::stream)
                        .limit(1))
                .distinct()
                .toList());
    }

    /** The classes that match patterns such as {@code com.acme.**}. */
    static OwnCode matching(List<String> globs, String absence) {
        List<Glob> patterns = globs.stream().map(Glob::parse).toList();
        return new OwnCode(
                className -> patterns.stream().anyMatch(glob -> !glob.exclude() && glob.matches(className))
                        && patterns.stream().noneMatch(glob -> glob.exclude() && glob.matches(className)),
                absence);
    }

    /** The classes of some programs that are their own. */
    static OwnCode of(List<Program> programs) {
        if (programs.isEmpty()) {
            return new OwnCode(
                    className -> false, "it is not known what was run; --package GLOB says which code is your own");
        }
        List<Predicate<String>> owners =
                programs.stream().map(OwnCode::ofProgram).toList();
        List<String> mains = programs.stream()
                .map(Program::mainClass)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        String what = mains.isEmpty() ? "what was run" : String.join(", ", mains);
        return new OwnCode(
                className -> !isForeign(className) && owners.stream().anyMatch(owner -> owner.test(className)),
                "no code of " + what
                        + " that is neither the JDK's nor a library's was sampled; --package GLOB says which is your own");
    }

    private static Predicate<String> ofProgram(Program program) {
        Set<Path> paths = ClassPathEntry.withManifests(program.entries());
        List<ClassPathEntry> own = new ArrayList<>(entries(paths, path -> !ClassPathEntry.isLibrary(path)));
        String main = program.mainClass();
        if (main.isEmpty() || isForeign(main) || has(own, main)) {
            return className -> has(own, className);
        }
        Optional<ClassPathEntry> ofMain = entries(paths, ClassPathEntry::isLibrary).stream()
                .filter(entry -> has(List.of(entry), main))
                .findFirst();
        if (ofMain.isPresent()) {
            if (own.isEmpty() || !ClassPathEntry.isFetched(ofMain.get().path())) {
                own.add(ofMain.get());
            }
            return className -> has(own, className);
        }
        String around = main.substring(0, main.lastIndexOf('.') + 1);
        return className ->
                has(own, className) || (around.isEmpty() ? className.indexOf('.') < 0 : className.startsWith(around));
    }

    private static List<ClassPathEntry> entries(Set<Path> paths, Predicate<Path> which) {
        return paths.stream()
                .filter(which)
                .filter(Files::exists)
                .map(ClassPathEntry::read)
                .toList();
    }

    private static boolean has(List<ClassPathEntry> entries, String className) {
        String file = FrameMethods.outermost(className).replace('.', '/');
        return entries.stream().anyMatch(entry -> entry.has(file));
    }

    private static boolean isForeign(String className) {
        return FrameMethods.isJdk(className) || LAUNCHERS.stream().anyMatch(className::startsWith);
    }

    /** Whether a class, by its name with dots, is the user's own; several threads may ask. */
    public boolean owns(String className) {
        return known.computeIfAbsent(className, classes::test);
    }

    /** Why nothing is the user's own, if nothing is; empty where nobody asked. */
    public String absence() {
        return absence;
    }
}
