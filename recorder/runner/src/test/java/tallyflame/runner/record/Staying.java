package tallyflame.runner.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program that outlives the script that started it: says that it runs, and ends when its second file is there. */
final class Staying {
    private Staying() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Files.createFile(Path.of(arguments[0]));
        while (!Files.exists(Path.of(arguments[1]))) {
            Thread.sleep(10);
        }
    }
}
