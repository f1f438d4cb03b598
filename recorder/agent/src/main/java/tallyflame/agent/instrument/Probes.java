package tallyflame.agent.instrument;

import java.util.List;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What an instrument puts into methods: what is measured there, and the code that measures it. All else is the same for every
 * instrument: {@link ClassInstrumenter} decides which methods get probes, {@link Inserter} where in a method a probe goes.
 *
 * @param <M> what is measured in a method
 * @param <C> a class with probes
 */
public interface Probes<M, C extends Probes.ProbedClass> {
    /** A class with probes, as instruments tell it from others. */
    interface ProbedClass {
        /** Binary name with dots. */
        String name();

        /** Checksum of its code, see {@link tallyflame.counts.ClassIdentity}. */
        long identity();

        /** How many of its methods have probes. */
        int methodCount();
    }

    /** Gives a class the numbers by which its probes know what they measure. */
    @FunctionalInterface
    interface Allocator<C> {
        /**
         * The class with its numbers.
         *
         * @throws NoRoomException if there are none left
         */
        C allocate(C type) throws NoRoomException;
    }

    /** Says in its message why a class cannot have probes any more. */
    final class NoRoomException extends Exception {
        private static final long serialVersionUID = 1L;

        NoRoomException(String message) {
            super(message);
        }
    }

    /** What the ledger calls the probes. */
    String noun();

    /** Decides what to measure in methods of a class, and leaves their code as it is. */
    List<M> plan(List<MethodNode> methods, ClassNode type);

    /** A class that has no numbers yet. */
    C describe(String name, long identity, String sourceFile, String sourceMap, List<M> methods);

    /** Gives a class the next free numbers; see {@link Allocator#allocate}. */
    C allocate(C type) throws NoRoomException;

    /**
     * Writes the probes of a method.
     *
     * @param type its class
     * @param index which of the methods of the class that have probes it is
     * @param hasFrames whether the version of the class file has stack-map frames
     */
    void insert(M method, C type, int index, boolean hasFrames);
}
