package tallyflame.recordings.chunk;

import java.io.IOException;
import java.util.List;

/** How stacks and frames are laid out in one chunk. */
public final class StackLayout {
    static final String TYPE = "jdk.types.StackTrace";
    public static final int METHOD = 0;
    public static final int LINE = 1;
    public static final int BCI = 2;
    public static final int FRAME_TYPE = 3;
    /** Frames of a stack; no profiler records nearly as many, so more are damage. */
    static final int MOST_FRAMES = 1 << 16;

    /** Values of a frame. */
    public static final int FRAME_VALUES = 4;

    private final long type;
    private final FieldPlan before;
    private final FieldPlan frame;
    private final FieldPlan after;
    private final boolean plainFrames;

    private StackLayout(long type, FieldPlan before, FieldPlan frame, FieldPlan after) {
        this.type = type;
        this.before = before;
        this.frame = frame;
        this.after = after;
        plainFrames = frame.isVarints(FRAME_VALUES) && namesAll(frame);
    }

    private static boolean namesAll(FieldPlan frame) {
        for (int i = 0; i < FRAME_VALUES; i++) {
            if (frame.target(i) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The layout that the metadata declares, or {@code null} if it declares no stacks, or not the methods that they consist of. */
    static StackLayout of(Metadata metadata) throws CorruptDataException {
        Metadata.Type stack = metadata.type(TYPE);
        if (stack == null || metadata.type(Pools.METHOD) == null) {
            return null;
        }
        List<Metadata.Field> fields = stack.fields();
        for (int i = 0; i < fields.size(); i++) {
            Metadata.Field field = fields.get(i);
            Metadata.Type element = metadata.type(field.type());
            if (field.array() && field.name().equals("frames") && !field.pooled() && element != null) {
                FieldPlan frame = FieldPlan.of(metadata, element, "method", "lineNumber", "bytecodeIndex", "type");
                if (frame.leastBytes() == 0) {
                    // A stack could claim any number of them.
                    throw new CorruptDataException(0, "the metadata declares frames without fields");
                }
                return new StackLayout(
                        stack.id(),
                        FieldPlan.ofFields(metadata, fields.subList(0, i), "truncated"),
                        frame,
                        FieldPlan.ofFields(metadata, fields.subList(i + 1, fields.size())));
            }
        }
        return null;
    }

    /** Id of the type of stacks. */
    long type() {
        return type;
    }

    /** Whether a frame is just four compressed integers, as every known writer has it. */
    public boolean plainFrames() {
        return plainFrames;
    }

    /** Which value of a frame the n-th integer of a plain frame is. */
    public int value(int index) {
        return frame.target(index);
    }

    /** Reads what comes before the frames and their number; says whether the stack is truncated. */
    public boolean readTruncated(ByteWindow in, long[] register) throws IOException {
        register[0] = 0;
        before.read(in, register, null);
        return register[0] == 1;
    }

    /** Reads how many frames follow. */
    public int readFrameCount(ByteWindow in) throws IOException {
        int count = in.count(frame.leastBytes());
        if (count > MOST_FRAMES) {
            throw in.corrupt("a stack of " + count + " frames");
        }
        return count;
    }

    /** Reads the values of one frame, in the order of {@link #METHOD} to {@link #FRAME_TYPE}. */
    public void readFrame(ByteWindow in, long[] values) throws IOException {
        frame.read(in, values, null);
    }

    /** Moves beyond what stands after the frames. */
    public void readEnd(ByteWindow in) throws IOException {
        after.read(in, null, null);
    }
}
