package tallyflame.cli.options;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is known about the terminal that the answer goes to. */
public final class Terminal {
    /** Without a terminal nothing is cut: a file or a pipe has no edge. */
    private static final int UNLIMITED = Integer.MAX_VALUE;

    private static final Pattern SIZE = Pattern.compile("\\d+ ([1-9]\\d*)");

    private Terminal() {}

    /** Columns of the terminal: the variable COLUMNS, or what {@code stty} says; unlimited if standard output is none. */
    public static int width() {
        String columns = System.getenv("COLUMNS");
        if (columns != null && columns.matches("[1-9]\\d{0,6}")) {
            return Integer.parseInt(columns);
        }
        return isTerminal() ? ask() : UNLIMITED;
    }

    /** A console object is no proof of a terminal since Java 22; {@code test -t 1} asks the inherited descriptor itself. */
    private static boolean isTerminal() {
        try {
            Process test = new ProcessBuilder("test", "-t", "1").inheritIO().start();
            return test.waitFor(1, TimeUnit.SECONDS) && test.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            Matcher size = SIZE.matcher(answer);
            return size.matches() ? Integer.parseInt(size.group(1)) : UNLIMITED;
        } catch (IOException e) {
            return UNLIMITED;
        }
    }
}
