package tallyflame.runner.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each look at the processes is made by the test, so that a process can be met at any moment of its life. */
class JvmWatchTest {
    private static final String MARK = "TALLYFLAME_PASS_DIRECTORY=/run/passes/count-1";
    private static final long ROOT = 99_000_001;
    private static final long CHILD = 99_000_002;
    private static final String JAVA = "/jdk/bin/java";
    private static final List<String> PARENT = List.of(JAVA, "acme.Starter");
    private static final List<String> WORKER = List.of(JAVA, "acme.Worker");

    private final Table table = new Table();
    private final JvmWatch watch = new JvmWatch(table, MARK);

    /** Processes as the test has them. */
    private static final class Table implements ProcessTable {
        private final Map<Long, Sight> sights = new HashMap<>();
        private final Map<Long, List<String>> environments = new HashMap<>();
        private final Set<Long> unreadable = new HashSet<>();

        void put(long pid, long parent, String program, List<String> command) {
            sights.put(pid, new Sight(parent, program, command));
        }

        @Override
        public Set<Long> pids() {
            Set<Long> all = new HashSet<>(sights.keySet());
            all.addAll(unreadable);
            return all;
        }

        @Override
        public Optional<Sight> look(long pid) {
            return unreadable.contains(pid) ? Optional.empty() : Optional.ofNullable(sights.get(pid));
        }

        @Override
        public Optional<List<String>> environment(long pid) {
            return Optional.ofNullable(environments.get(pid));
        }

        @Override
        public boolean hasJvm(long pid) {
            return false;
        }
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            watch.look();
        }
    }

    private List<String> namesAtTheEnd() {
        table.sights.clear();
        watch.look();
        return watch.seen().stream().map(jvm -> String.join(" ", jvm.command())).toList();
    }

    private void startParent() {
        watch.root(ROOT);
        table.put(ROOT, 1, JAVA, PARENT);
        look(3);
    }

    @Test
    void aChildThatStaysItsParentsCopyForLongIsNamedByWhatItExecutes() {
        startParent();
        table.put(CHILD, ROOT, JAVA, PARENT);
        look(5);
        table.put(CHILD, ROOT, JAVA, WORKER);
        look(1);
        assertThat(namesAtTheEnd()).containsExactly(String.join(" ", PARENT), String.join(" ", WORKER));
    }

    @Test
    void aShellThatExecutesItsLastCommandInItsOwnProcessMayRunForLongBefore() {
        watch.root(ROOT);
        table.put(ROOT, 1, "/usr/bin/bash", List.of("bash", "-c", "make; java acme.Worker"));
        look(1000);
        table.put(ROOT, 1, JAVA, WORKER);
        look(2);
        assertThat(namesAtTheEnd()).containsExactly(String.join(" ", WORKER));
    }

    @Test
    void whatIsReadDuringTheChangeToAnotherProgramIsReadAgain() {
        startParent();
        table.put(CHILD, ROOT, JAVA, PARENT);
        look(2);
        table.put(CHILD, ROOT, JAVA, List.of("/jdk/lib/jspawnhelper", "10:13"));
        look(1);
        table.put(CHILD, ROOT, JAVA, List.of());
        look(1);
        table.put(CHILD, ROOT, JAVA, WORKER);
        look(1);
        assertThat(namesAtTheEnd()).containsExactly(String.join(" ", PARENT), String.join(" ", WORKER));
    }

    @Test
    void aDaemonIsMetAgainUntilItsEnvironmentIsThere() {
        startParent();
        table.unreadable.add(CHILD);
        look(1);
        table.unreadable.clear();
        table.put(CHILD, 1, JAVA, List.of());
        table.environments.put(CHILD, List.of());
        look(1);
        table.put(CHILD, 1, JAVA, WORKER);
        table.environments.put(CHILD, List.of("HOME=/root", MARK));
        look(1);
        assertThat(namesAtTheEnd()).contains(String.join(" ", WORKER));
    }

    @Test
    void whatIsNotBelowTheCommandIsNone() {
        startParent();
        table.put(CHILD, 1, JAVA, WORKER);
        table.environments.put(CHILD, List.of("HOME=/root"));
        look(2);
        assertThat(namesAtTheEnd()).containsExactly(String.join(" ", PARENT));
    }
}
