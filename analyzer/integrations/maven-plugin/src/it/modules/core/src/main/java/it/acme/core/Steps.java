package it.acme.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;

/** Counts its own steps, and writes at the end of the JVM how many there were. */
public final class Steps {
    private static final LongAdder TAKEN = new LongAdder();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Steps::write));
    }

    private Steps() {}

    public static void take(int n) {
        for (int i = 0; i < n; i++) {
            TAKEN.increment();
        }
    }

    private static void write() {
        try {
            Path folder = Files.createDirectories(Path.of(System.getProperty("basedir", "."), "target", "own"));
            Files.writeString(
                    folder.resolve(ProcessHandle.current().pid() + ".txt"), Long.toString(TAKEN.sum()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
