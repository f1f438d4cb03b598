package tallyflame.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jdt.internal.compiler.batch.Main;

/** The Eclipse compiler over a part of a library's sources, class files generated and thrown away. */
final class Ecj implements Workload {
    private final String[] arguments;

    Ecj(Path jar) throws IOException {
        // One thread per compiler: the benchmark adds up the CPU time of its own threads only.
        System.setProperty("jdt.compiler.useSingleThread", "true");
        Path folder = Files.createTempDirectory("bench-ecj");
        List<String> command = new ArrayList<>(List.of("-17", "-g", "-nowarn", "-proc:none", "-d", "none"));
        for (Map.Entry<String, String> source : Sources.read(jar).entrySet()) {
            Path file = folder.resolve(source.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue(), StandardCharsets.UTF_8);
            file.toFile().deleteOnExit();
            command.add(file.toString());
        }
        arguments = command.toArray(new String[0]);
    }

    @Override
    public long run() {
        PrintWriter nowhere = new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Main compiler = new Main(nowhere, nowhere, false, null, null);
        if (!compiler.compile(arguments)) {
            throw new IllegalStateException("the sources did not compile");
        }
        return compiler.batchCompiler.stats.lineCount;
    }
}
