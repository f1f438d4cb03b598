package tallyflame.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.cli.CommandLineRun;

/** A program whose own class waits in a library a known number of times. */
class OwnCodeCommandTest {
    private static final int PARKS = 130;
    private static final String OWN = "com.acme.Main.waits";
    private static final String SETTINGS =
            """
            <configuration version="2.0">
              <event name="jdk.ThreadPark">
                <setting name="enabled">true</setting>
                <setting name="stackTrace">true</setting>
                <setting name="threshold">0 ns</setting>
              </event>
              <event name="jdk.InitialSystemProperty">
                <setting name="enabled">true</setting>
                <setting name="period">endChunk</setting>
              </event>
            </configuration>
            """;

    @TempDir
    private static Path folder;

    private static Path recording;

    @BeforeAll
    static void record() throws Exception {
        Path library = Files.createDirectories(folder.resolve("repository/org/lib/lib/1.0"))
                .resolve("lib-1.0.jar");
        Path classes = compile(
                "lib",
                "org/lib/Wait.java",
                """
                package org.lib;
                public class Wait {
                    public static void once() { java.util.concurrent.locks.LockSupport.parkNanos(1000); }
                }
                """,
                "");
        try (FileSystem jar =
                FileSystems.newFileSystem(URI.create("jar:" + library.toUri()), Map.of("create", "true"))) {
            Files.createDirectories(jar.getPath("org/lib"));
            Files.copy(classes.resolve("org/lib/Wait.class"), jar.getPath("org/lib/Wait.class"));
        }
        Path own = compile(
                "app",
                "com/acme/Main.java",
                """
                package com.acme;
                public class Main {
                    public static void main(String[] a) { for (int i = 0; i < %d; i++) waits(); }
                    static void waits() { org.lib.Wait.once(); }
                }
                """
                        .formatted(PARKS),
                library.toString());
        recording = folder.resolve("app.jfr");
        Path settings = Files.writeString(folder.resolve("park.jfc"), SETTINGS);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:StartFlightRecording:filename=" + recording + ",settings=" + settings,
                        "-cp",
                        own + File.pathSeparator + library,
                        "com.acme.Main")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    }

    private static Path compile(String name, String file, String source, String classPath) throws IOException {
        Path path = folder.resolve(name + "-src").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, source);
        Path classes = Files.createDirectories(folder.resolve(name + "-classes"));
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", classes.toString(), "-cp", classPath, path.toString());
        assertThat(result).isZero();
        return classes;
    }

    private static CommandLineRun functions(String... more) {
        return CommandLineRun.of(Stream.concat(
                        List.of("functions", recording.toString(), "--event", "park", "--thread", "main").stream(),
                        List.of(more).stream())
                .toArray(String[]::new));
    }

    @Test
    void theFirstLinesSpeakOfTheUsersCode() {
        CommandLineRun run = functions();
        List<String> lines = run.out().lines().toList();
        assertThat(lines.get(0)).contains("2 functions of com.acme.**");
        assertThat(lines.get(3)).contains(" " + PARKS + "  ").endsWith(OWN);
        assertThat(run.out())
                .contains("com.acme.** is on the stack of 100", "the JDK")
                .doesNotContain("org.lib");
    }

    @Test
    void documentsKeepEveryFunctionAndGainTheUsers() throws Exception {
        JsonNode json = new ObjectMapper().readTree(functions("--json").out());
        assertThat(json.get("functions").findValuesAsText("name")).contains("org.lib.Wait.once", OWN);
        long sum = 0;
        for (JsonNode function : json.get("functions")) {
            sum += function.get("self").asLong();
        }
        assertThat(sum).isEqualTo(json.get("total").asLong());
        JsonNode own = json.get("own");
        assertThat(own.get("code").asText()).isEqualTo("com.acme.**");
        assertThat(own.get("functions").findValuesAsText("name")).containsExactly(OWN, "com.acme.Main.main");
        assertThat(own.get("functions").get(0).get("self").asLong())
                .isEqualTo(json.get("total").asLong());
        assertThat(own.get("parts").get(0).get("part").asText()).isEqualTo("jdk");
    }

    @Test
    void allAndPatternsAreToBeHadToo() {
        assertThat(functions("--package", "all").out())
                .contains("jdk.internal.misc.Unsafe.park", "org.lib.Wait.once")
                .doesNotContain("on the stack of", "all functions are shown");
        assertThat(functions("--package", "org.lib.**").out().lines().toList().get(3))
                .endsWith("org.lib.Wait.once");
        assertThat(functions("--package", "org.nobody.**").out())
                .contains("all functions are shown: no function on any stack is of org.nobody.**");
    }

    @Test
    void theReportBeginsWithIt() throws Exception {
        Path page = folder.resolve("r.html");
        CommandLineRun run = CommandLineRun.of("report", recording.toString(), "-o", page.toString());
        assertThat(run.err()).isEmpty();
        String html = Files.readString(page);
        assertThat(html).containsSubsequence("id=\"report-own\"", OWN, "id=\"report-functions\"", "org.lib.Wait.once");
    }
}
