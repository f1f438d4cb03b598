package tallyflame.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Options that messages and examples name: whoever follows the advice must not be told that there is no such option. */
class NamedOptionsTest {
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*[a-z]");
    /** Options of Docker, which messages advise to use. */
    private static final Set<String> OF_OTHERS = Set.of("--cap-add", "--security-opt");

    static Stream<String> verbs() {
        return VerbsTest.verbs();
    }

    private static CommandSpec spec(String verb) {
        CommandLine line = Main.commandLine(verb.split(" ", -1));
        for (String part : verb.split(" ", -1)) {
            line = line.getSubcommands().get(part);
        }
        return line.getCommandSpec();
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void examplesAreUnderstood(String verb) {
        for (String example : spec(verb).usageMessage().footer()) {
            String line = example.strip().replaceFirst(" {2,}.*", "").replaceFirst(" (-- |> |\\| ).*", "");
            if (line.startsWith("tallyflame " + verb)) {
                List<String> words =
                        new ArrayList<>(List.of(line.replaceAll("[\"']", "").split(" ")));
                Set<String> named = options(String.join(" ", words));
                assertThat(spec(verb).optionsMap().keySet()).as(example).containsAll(named);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void aVerbsOwnMessagesNameItsOwnOptions(String verb) throws IOException {
        Class<?> command = spec(verb).userObject().getClass();
        Set<String> own = spec(verb).optionsMap().keySet();
        for (String text : constants(command)) {
            // A message that names another verb speaks of its options.
            if (VerbsTest.verbs().noneMatch(other -> !other.equals(verb) && text.matches(".*\\b" + other + " .*"))) {
                assertThat(own).as(command.getSimpleName() + ": " + text).containsAll(options(text));
            }
        }
    }

    @Test
    void everyOptionThatIsNamedAnywhereIsOneOfSomeVerb() throws IOException {
        Set<String> known = new TreeSet<>(OF_OTHERS);
        VerbsTest.verbs().forEach(verb -> known.addAll(spec(verb).optionsMap().keySet()));
        Map<String, String> unknown = new TreeMap<>();
        for (String type : classes()) {
            // An option alone is one that is handed to another program.
            for (String text : constants(type).stream()
                    .filter(message -> message.contains(" "))
                    .toList()) {
                options(text).stream()
                        .filter(option -> !known.contains(option))
                        .forEach(option -> unknown.put(option, type + ": " + text));
            }
        }
        assertThat(unknown).isEmpty();
    }

    private static Set<String> options(String text) {
        Set<String> options = new LinkedHashSet<>();
        OPTION.matcher(text).results().map(MatchResult::group).forEach(options::add);
        return options;
    }

    /** All classes of ours that are not tests. */
    private static Set<String> classes() throws IOException {
        Set<String> names = new TreeSet<>();
        for (String anchor : List.of(
                "cli/Main",
                "analysis/evidence/Evidence",
                "runner/record/RecordPlan",
                "transfer/folder/Manifest",
                "runs/RunDocument",
                "recordings/EventReader",
                "flamegraphs/Quantity",
                "modules/ScienceModule",
                "counts/ClassCounts")) {
            names.addAll(below(anchor));
        }
        return names;
    }

    private static List<String> below(String anchor) throws IOException {
        String file = "tallyflame/" + anchor + ".class";
        URI place = URI.create(
                String.valueOf(NamedOptionsTest.class.getClassLoader().getResource(file)));
        if (place.getScheme().equals("jar")) {
            String address = place.getSchemeSpecificPart();
            // By its path, since the file system of its address is one for the whole JVM and may be open already.
            Path path = Path.of(URI.create(address.substring(0, address.indexOf("!/"))));
            try (FileSystem jar = FileSystems.newFileSystem(path)) {
                return names(jar.getPath("/"));
            }
        }
        Path root = Path.of(place);
        for (int level = 0; level < file.split("/").length; level++) {
            root = root.getParent();
        }
        return names(root);
    }

    private static List<String> names(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve("tallyflame"))) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.endsWith(".class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .filter(name -> !name.startsWith("tallyflame.agent.") && !name.matches(".*Test(\\$.*)?"))
                    .toList();
        }
    }

    private static Set<String> constants(Class<?> type) throws IOException {
        return constants(type.getName());
    }

    /** The strings in the code of a class. */
    private static Set<String> constants(String type) throws IOException {
        Set<String> constants = new LinkedHashSet<>();
        try (InputStream in =
                NamedOptionsTest.class.getClassLoader().getResourceAsStream(type.replace('.', '/') + ".class")) {
            new ClassReader(in).accept(new Strings(constants), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        }
        return constants;
    }

    private static final class Strings extends ClassVisitor {
        private final Set<String> constants;

        Strings(Set<String> constants) {
            super(Opcodes.ASM9);
            this.constants = constants;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] thrown) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitLdcInsn(Object value) {
                    if (value instanceof String text) {
                        constants.add(text);
                    }
                }

                @Override
                public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... more) {
                    for (Object value : more) {
                        visitLdcInsn(value);
                    }
                }
            };
        }
    }
}
