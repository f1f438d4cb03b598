package tallyflame.recordings.chunk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the values of one type are laid out, compiled once per chunk from the metadata: a flat list of steps, each of which puts a
 * value into a register or moves beyond it. Nested values are flattened, so unknown fields and types cost nothing to support.
 */
public final class FieldPlan {
    /** Register of values that are not wanted. */
    private static final int NOWHERE = -1;

    private static final int DEEPEST = 16;
    private static final int MOST_STEPS = 1024;

    private enum Step {
        VARINT,
        BYTE,
        FOUR_BYTES,
        EIGHT_BYTES,
        TEXT,
        ARRAY
    }

    private final List<Step> steps = new ArrayList<>();
    private final List<Integer> targets = new ArrayList<>();
    private final List<FieldPlan> elements = new ArrayList<>();
    private Step[] step;
    private int[] target;

    /** Steps that this plan and those of its elements may still get; types may name each other in cycles. */
    private final int[] budget;

    private FieldPlan(int[] budget) {
        this.budget = budget;
    }

    /**
     * A plan that reads whole values of a type.
     *
     * @param wanted the fields that go to registers 0, 1, …, those of a value within after its name and a dot; one that the type does
     *     not have leaves its register alone
     */
    public static FieldPlan of(Metadata metadata, Metadata.Type type, String... wanted) throws CorruptDataException {
        FieldPlan plan = new FieldPlan(new int[] {MOST_STEPS});
        plan.addFields(metadata, type, Arrays.asList(wanted), 0);
        return plan.close();
    }

    /** A plan that moves beyond whole values of a type, given by its fields from one up to, not including, another. */
    static FieldPlan ofFields(Metadata metadata, List<Metadata.Field> fields, String... wanted)
            throws CorruptDataException {
        return of(metadata, new Metadata.Type(0, "", fields), wanted);
    }

    private void addFields(Metadata metadata, Metadata.Type type, List<String> wanted, int depth)
            throws CorruptDataException {
        if (depth > DEEPEST) {
            throw endless(type.name());
        }
        for (Metadata.Field field : type.fields()) {
            if (budget[0]-- <= 0) {
                throw endless(type.name());
            }
            if (field.array()) {
                FieldPlan element = new FieldPlan(budget);
                element.addValue(metadata, field, NOWHERE, List.of(), depth + 1);
                add(Step.ARRAY, NOWHERE, element.close());
            } else {
                addValue(metadata, field, wanted.indexOf(field.name()), wanted, depth + 1);
            }
        }
    }

    private void addValue(Metadata metadata, Metadata.Field field, int register, List<String> wanted, int depth)
            throws CorruptDataException {
        Metadata.Type type = metadata.type(field.type());
        if (field.pooled()) {
            add(Step.VARINT, register, null);
            return;
        }
        if (type == null) {
            throw new CorruptDataException(0, "the metadata does not declare the type of field " + field.name());
        }
        switch (type.name()) {
            case "boolean", "byte" -> add(Step.BYTE, register, null);
            case "char", "short", "int", "long" -> add(Step.VARINT, register, null);
            case "float" -> add(Step.FOUR_BYTES, register, null);
            case "double" -> add(Step.EIGHT_BYTES, register, null);
            case "java.lang.String" -> add(Step.TEXT, register, null);
            default -> addFields(metadata, type, within(field.name() + ".", wanted), depth);
        }
    }

    /** What is wanted of a value within, at the same places; {@code null} elsewhere. */
    private static List<String> within(String prefix, List<String> wanted) {
        return wanted.stream()
                .map(path -> path != null && path.startsWith(prefix) ? path.substring(prefix.length()) : null)
                .toList();
    }

    private static CorruptDataException endless(String type) {
        return new CorruptDataException(0, "the metadata declares an endless type: " + type);
    }

    private void add(Step kind, int register, FieldPlan element) {
        steps.add(kind);
        targets.add(register);
        elements.add(element);
    }

    private FieldPlan close() {
        step = steps.toArray(new Step[0]);
        target = targets.stream().mapToInt(Integer::intValue).toArray();
        return this;
    }

    /** This plan without the steps behind the last value that goes to a register. */
    public FieldPlan upToLastWanted() {
        int length = step.length;
        while (length > 0 && target[length - 1] == NOWHERE) {
            length--;
        }
        step = Arrays.copyOf(step, length);
        return this;
    }

    /** Whether values are just {@code count} compressed integers. */
    boolean isVarints(int count) {
        return step.length == count && Arrays.stream(step).allMatch(Step.VARINT::equals);
    }

    /** Whether values take about the same number of bytes, as they hold numbers only. */
    public boolean isNumbers() {
        return Arrays.stream(step).noneMatch(one -> one == Step.TEXT || one == Step.ARRAY);
    }

    /** Which register the n-th step fills, negative for none. */
    int target(int index) {
        return target[index];
    }

    /** Fewest bytes that a value takes. */
    int leastBytes() {
        return step.length;
    }

    /**
     * Reads one value. Numbers go to their registers as they are, floating point numbers as their bits, texts as {@link Texts}
     * numbers them.
     *
     * @param registers may be {@code null} for a plan that wants nothing
     * @param texts may be {@code null} as well
     */
    public void read(ByteWindow in, long[] registers, Texts texts) throws IOException {
        for (int i = 0; i < step.length; i++) {
            int register = target[i];
            switch (step[i]) {
                case VARINT -> {
                    long value = in.varint();
                    if (register >= 0) {
                        registers[register] = value;
                    }
                }
                case BYTE -> {
                    int value = in.u1();
                    if (register >= 0) {
                        registers[register] = value;
                    }
                }
                case FOUR_BYTES -> {
                    long value = in.i4();
                    if (register >= 0) {
                        registers[register] = value;
                    }
                }
                case EIGHT_BYTES -> {
                    long value = in.i8();
                    if (register >= 0) {
                        registers[register] = value;
                    }
                }
                case TEXT -> {
                    if (register >= 0 && texts != null) {
                        registers[register] = texts.read(in);
                    } else {
                        Texts.skip(in);
                    }
                }
                case ARRAY -> skipArray(in, elements.get(i), texts);
            }
        }
    }

    private static void skipArray(ByteWindow in, FieldPlan element, Texts texts) throws IOException {
        if (element.leastBytes() == 0) {
            // Elements without a byte can be claimed in any number, and there is nothing to skip.
            in.skipVarint();
            return;
        }
        for (int left = in.count(element.leastBytes()); left > 0; left--) {
            element.read(in, null, texts);
        }
    }
}
