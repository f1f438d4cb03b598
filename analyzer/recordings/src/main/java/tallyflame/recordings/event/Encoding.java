package tallyflame.recordings.event;

import tallyflame.recordings.chunk.Metadata;

/** How the register of a field holds its value; integers shorter than a register come without their sign. */
enum Encoding {
    /** The chunk does not declare the field. */
    ABSENT,
    /** A number of 64 bits, a truth value, or an unsigned number. */
    WHOLE,
    BYTE {
        @Override
        long number(long register) {
            return (byte) register;
        }
    },
    SHORT {
        @Override
        long number(long register) {
            return (short) register;
        }
    },
    INT {
        @Override
        long number(long register) {
            return (int) register;
        }
    },
    FLOAT {
        @Override
        long number(long register) {
            return (long) decimal(register);
        }

        @Override
        double decimal(long register) {
            return Float.intBitsToFloat((int) register);
        }
    },
    DOUBLE {
        @Override
        long number(long register) {
            return (long) decimal(register);
        }

        @Override
        double decimal(long register) {
            return Double.longBitsToDouble(register);
        }
    },
    TEXT,
    /** The id of a constant in the pool of the field's type. */
    CONSTANT;

    long number(long register) {
        return register;
    }

    double decimal(long register) {
        return number(register);
    }

    /** The encoding of a field that a chunk declares, given with the name of its type. */
    static Encoding of(Metadata.Field field, String type) {
        if (field.array()) {
            return ABSENT;
        }
        if (field.pooled()) {
            return CONSTANT;
        }
        return switch (type) {
            case "byte" -> field.unsigned() ? WHOLE : BYTE;
            case "short" -> field.unsigned() ? WHOLE : SHORT;
            case "int" -> field.unsigned() ? WHOLE : INT;
            case "boolean", "char", "long" -> WHOLE;
            case "float" -> FLOAT;
            case "double" -> DOUBLE;
            case "java.lang.String" -> TEXT;
            default -> ABSENT;
        };
    }
}
