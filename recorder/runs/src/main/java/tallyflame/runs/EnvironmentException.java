package tallyflame.runs;

/** This machine cannot do what was asked; the message says what is missing and how to enable it. Exit code 4. */
public final class EnvironmentException extends Exception {
    private static final long serialVersionUID = 1L;

    public EnvironmentException(String message) {
        super(message);
    }

    public EnvironmentException(String message, Throwable cause) {
        super(message, cause);
    }
}
