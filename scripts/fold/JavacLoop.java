import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles the java.util.concurrent package of java.base again and again: deep, varied stacks of real code. */
final class JavacLoop {
    private JavacLoop() {}

    public static void main(String[] arguments) throws Exception {
        Path base = Path.of(arguments[0]);
        long end = System.nanoTime() + Long.parseLong(arguments[1]) * 1_000_000_000L;
        Path classes = Files.createTempDirectory("classes");
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        List<File> sources;
        try (Stream<Path> files = Files.list(base.resolve("java/util/concurrent"))) {
            sources = files.filter(file -> file.toString().endsWith(".java")).map(Path::toFile).toList();
        }
        int rounds = 0;
        while (System.nanoTime() < end) {
            try (StandardJavaFileManager manager = javac.getStandardFileManager(null, null, null)) {
                List<String> options = List.of("-d", classes.toString(), "--patch-module", "java.base=" + base, "-nowarn", "-Xlint:none");
                if (!javac.getTask(null, manager, diagnostic -> {}, options, null, manager.getJavaFileObjectsFromFiles(sources)).call()) {
                    throw new IllegalStateException("javac failed");
                }
            }
            rounds++;
        }
        System.err.println(rounds + " rounds of " + sources.size() + " files");
    }
}
