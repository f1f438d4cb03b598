package tallyflame.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import tallyflame.runs.EnvironmentException;

/** Turns exceptions into one line on standard error and an exit code; the only place that decides either. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    static final int DONE = 0;
    static final int ANSWER_IS_NO = 1;
    static final int USAGE = 2;
    static final int UNREADABLE_INPUT = 3;
    static final int ENVIRONMENT = 4;
    /** A defect of this program, {@code EX_SOFTWARE} of sysexits.h. */
    static final int DEFECT = 70;

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
        command.getErr().println("tallyflame: " + exception.getMessage() + "; see " + verb + " --help");
        command.getErr().flush();
        return USAGE;
    }

    private static int exitCode(Throwable cause) {
        if (cause instanceof ParameterException) {
            return USAGE;
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
}
