package tallyflame.runner.record;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tallyflame.runner.instruments.Java;

/** A program to be recorded: starts JVMs one after the other, each with a prefix such as {@code env -i} and without options. */
final class Starter {
    private Starter() {}

    /** Prefix words, then {@code --}, then how often each {@link Worker} works. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> words = List.of(arguments);
        int end = words.indexOf("--");
        for (String times : words.subList(end + 1, words.size())) {
            List<String> command = new ArrayList<>(words.subList(0, end));
            command.addAll(List.of(
                    Java.launcher().toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Worker.class.getName(),
                    times));
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(new File("/dev/null"))
                    .start()
                    .waitFor();
        }
    }
}
