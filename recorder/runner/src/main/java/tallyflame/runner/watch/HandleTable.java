package tallyflame.runner.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Processes as the JDK shows them on every system: without environments and libraries. */
final class HandleTable implements ProcessTable {
    @Override
    public Set<Long> pids() {
        return ProcessHandle.allProcesses().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    @Override
    public Optional<Sight> look(long pid) {
        return ProcessHandle.of(pid).map(process -> {
            String program = process.info().command().orElse("");
            List<String> command = new ArrayList<>(List.of(program));
            command.addAll(List.of(process.info().arguments().orElse(new String[0])));
            return new Sight(process.parent().map(ProcessHandle::pid).orElse(0L), program, command);
        });
    }

    @Override
    public Optional<List<String>> environment(long pid) {
        return Optional.empty();
    }

    @Override
    public boolean hasJvm(long pid) {
        return false;
    }
}
