package tallyflame.agent.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.agent.oracle.AgentJvm;
import tallyflame.annotations.Profiled;
import tallyflame.counts.MethodCounts;
import tallyflame.counts.Uncounted;
import tallyflame.counts.file.CountFile;

/** What is counted, and what the ledger says of the rest. */
class SelectionIT {
    @TempDir
    Path folder;

    @Test
    void withoutGlobsMarkedMethodsAndClassesAreCounted() throws Exception {
        Path annotations = AgentJvm.origin(Profiled.class);
        Program program = Program.compile("Marked", 17, folder, annotations);
        AgentJvm jvm = new AgentJvm(folder).agent("").classpath(program.classes(), annotations);
        jvm.run(program.className());
        assertThat(jvm.errors()).isEmpty();
        CountFile counts = jvm.counts();
        assertThat(program.hits(counts, "return i; // marked method")).isEqualTo(3);
        assertThat(methods(counts)).containsExactlyInAnyOrder("marked", "<init>", "method");
    }

    @Test
    void aHiddenClassRunsUncountedAndIsNamed() throws Exception {
        Program program = Program.compile("Hiding", 17, folder);
        AgentJvm jvm = new AgentJvm(folder).count("programs.**").classpath(program.classes());
        assertThat(jvm.run(program.className())).isEqualToIgnoringNewLines("ran");
        assertThat(jvm.errors()).isEmpty();
        CountFile counts = jvm.counts();
        assertThat(program.hits(counts, "// read")).isEqualTo(1);
        assertThat(counts.uncounted()).singleElement().satisfies(SelectionIT::isTheHiddenClass);
    }

    private static void isTheHiddenClass(Uncounted uncounted) {
        assertThat(uncounted.className()).startsWith("programs.Hiding$Hidden/");
        assertThat(uncounted.reason()).contains("hidden class");
    }

    private static List<String> methods(CountFile counts) {
        return counts.classes().stream()
                .flatMap(type -> type.methods().stream())
                .map(MethodCounts::name)
                .toList();
    }
}
