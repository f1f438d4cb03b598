package tallyflame.cli.options;

/** The answer of a verb is "no", and why. */
public final class AnswerIsNoException extends Exception {
    private static final long serialVersionUID = 1;

    /** With the reason in one line. */
    public AnswerIsNoException(String reason) {
        super(reason);
    }
}
