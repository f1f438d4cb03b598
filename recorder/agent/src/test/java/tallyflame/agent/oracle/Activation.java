package tallyflame.agent.oracle;

/**
 * One activation of a traced method: instrumented code creates it on entry, keeps it in a local variable and reports
 * every instruction before executing it. Belongs to the thread that runs the method.
 */
public final class Activation {
    private static final int CALLED = -1;

    private final MethodTrace method;
    private int previous = CALLED;

    private Activation(MethodTrace method) {
        this.method = method;
    }

    /** Called by instrumented code when a method is entered. */
    public static Activation enter(int method) {
        return new Activation(Oracle.method(method));
    }

    /** Called by instrumented code before the instruction with this index, in code order, is executed. */
    public void at(int instruction) {
        if (previous == CALLED) {
            method.called();
            method.entered(instruction);
        } else {
            method.flowed(previous, instruction);
            if (method.enters(previous, instruction)) {
                method.entered(instruction);
            }
        }
        if (method.isReturn(instruction)) {
            method.returned();
        }
        previous = instruction;
    }
}
