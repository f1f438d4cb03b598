package tallyflame.cli.options;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import tallyflame.runs.EnvironmentException;

/** Turns exceptions into one line on standard error and an exit code; the only place that decides either. */
public final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    /** The verb did what it was asked to. */
    public static final int DONE = 0;
    /** The answer is "no": a check failed. */
    public static final int ANSWER_IS_NO = 1;
    /** Wrong usage. */
    public static final int USAGE = 2;
    /** The input cannot be read. */
    public static final int UNREADABLE_INPUT = 3;
    /** The machine cannot do it. */
    public static final int ENVIRONMENT = 4;
    /** A defect of this program, {@code EX_SOFTWARE} of sysexits.h. */
    public static final int DEFECT = 70;

    @Override
    public int handleExecutionException(Exception exception, CommandLine command, ParseResult parsed) {
        Throwable cause = exception instanceof UncheckedIOException ? exception.getCause() : exception;
        int code = exitCode(cause);
        command.getErr().println("tallyflame: " + line(cause, code));
        if (code == DEFECT || parsed.expandedArgs().contains("--debug")) {
            cause.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return code;
    }

    @Override
    public int handleParseException(ParameterException exception, String[] arguments) {
        CommandLine command = exception.getCommandLine();
        String verb = command.getCommandSpec().qualifiedName();
        command.getErr()
                .println("tallyflame: " + exception.getMessage() + nearest(exception) + "; see " + verb + " --help");
        command.getErr().flush();
        return USAGE;
    }

    /** What the user may have meant. */
    private static String nearest(ParameterException exception) {
        List<String> names = exception instanceof UnmatchedArgumentException unmatched
                        && !unmatched.getUnmatched().isEmpty()
                ? unmatched.getSuggestions()
                : List.of();
        return names.isEmpty() ? "" : "; did you mean " + String.join(" or ", names) + "?";
    }

    private static int exitCode(Throwable cause) {
        if (cause instanceof ParameterException) {
            return USAGE;
        }
        if (cause instanceof AnswerIsNo) {
            return ANSWER_IS_NO;
        }
        if (cause instanceof EnvironmentException) {
            return ENVIRONMENT;
        }
        return cause instanceof IOException ? UNREADABLE_INPUT : DEFECT;
    }

    private static String line(Throwable cause, int code) {
        if (cause instanceof NoSuchFileException missing) {
            return missing.getFile() + ": no such file or folder";
        }
        if (code == DEFECT) {
            return "this is a defect of tallyflame, please report it: " + cause;
        }
        return String.valueOf(cause.getMessage()).replace('\n', ' ');
    }

    /** The answer of a verb is "no", and why. */
    public static final class AnswerIsNo extends Exception {
        private static final long serialVersionUID = 1;

        /** With the reason in one line. */
        AnswerIsNo(String reason) {
            super(reason);
        }
    }
}
