package tallyflame.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.modules.alerts.AlertSource;
import tallyflame.modules.generate.AlertGenerator;

/** The module that the README shows is compiled and run as it stands there. */
class ReadmeModuleTest {
    private static final Pattern BLOCK =
            Pattern.compile("<!-- user-module -->\\s*```java\\n(.*?)```\\s*<!-- /user-module -->", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("public final class (\\w+) implements ScienceModule");

    @TempDir
    private Path folder;

    @Test
    void theModuleOfTheReadmeCompilesAndRuns() throws Exception {
        Matcher block = BLOCK.matcher(Files.readString(Path.of("../../README.md")));
        assertThat(block.find()).as("the block between the marks user-module").isTrue();
        Matcher name = CLASS.matcher(block.group(1));
        assertThat(name.find()).isTrue();
        compile(name.group(1), block.group(1));
        Path alerts = folder.resolve("alerts");
        AlertGenerator.write(alerts, 50, 1);
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            ScienceModule module = ModuleRegistry.load(loader).create("rise");
            assertThat(process(module, alerts)).isEqualTo(50);
        }
    }

    private void compile(String className, String source) throws Exception {
        Path file = Files.writeString(folder.resolve(className + ".java"), source);
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(ScienceModule.class.getName()), className + "\n");
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-d",
                        folder.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        file.toString());
        assertThat(status).as("javac").isZero();
    }

    private static int process(ScienceModule module, Path alerts) throws Exception {
        int rows = 0;
        int numbers = 0;
        try (AlertSource source = AlertSource.open(alerts, module.columns(), 20, -1)) {
            for (AlertBatch batch = source.next(); batch != null; batch = source.next()) {
                module.process(batch);
                for (int row = 0; row < batch.size(); row++, rows++) {
                    List<Double> magnitudes = java.util.Arrays.stream(
                                    batch.series("magpsf").get(row))
                            .boxed()
                            .toList();
                    double rise = batch.result("rise")[row];
                    // Boxed, so that NaN, the rise from or to an upper limit, equals NaN.
                    Double expected = magnitudes.get(0) - magnitudes.get(magnitudes.size() - 1);
                    assertThat(Double.valueOf(rise)).isEqualTo(expected);
                    numbers += Double.isNaN(rise) ? 0 : 1;
                }
            }
        }
        assertThat(numbers).isPositive();
        return rows;
    }
}
