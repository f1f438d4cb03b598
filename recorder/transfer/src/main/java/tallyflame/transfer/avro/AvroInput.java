package tallyflame.transfer.avro;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/** The bytes of one value after the other, decoded by Avro; lengths are checked before anything is allocated for them. */
final class AvroInput {
    private BinaryDecoder decoder;
    private byte[] bytes;
    /** What the watched field held; {@code null} for NULL. */
    private Object watched;

    /** Goes to the beginning of a value. */
    void start(byte[] value) {
        bytes = value;
        watched = null;
        decoder = DecoderFactory.get().binaryDecoder(value, decoder);
    }

    BinaryDecoder decoder() {
        return decoder;
    }

    Object watched() {
        return watched;
    }

    void watch(Object value) {
        watched = value;
    }

    /** A count of entries or bytes, none of which can be less than a byte long. */
    int count(long count) throws IOException {
        if (count < 0 || count > bytes.length) {
            throw new IOException("a length of " + count + " in a record of " + bytes.length + " bytes");
        }
        return (int) count;
    }

    /** The next byte string, in an array of its own. */
    byte[] readBytes() throws IOException {
        byte[] read = new byte[count(decoder.readLong())];
        decoder.readFixed(read);
        return read;
    }

    void skipBytes() throws IOException {
        decoder.skipFixed(count(decoder.readLong()));
    }

    /** The next text as UTF-8; Parquet takes no other. */
    byte[] readText() throws IOException {
        byte[] text = readBytes();
        for (byte unit : text) {
            if (unit < 0) {
                requireUtf8(text);
                break;
            }
        }
        return text;
    }

    private static void requireUtf8(byte[] text) throws IOException {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new IOException("a text that is not UTF-8", e);
        }
    }

    /** Index of the branch of a union that follows. */
    int readBranch(int branches) throws IOException {
        int branch = decoder.readIndex();
        if (branch < 0 || branch >= branches) {
            throw new IOException("branch " + branch + " of a union of " + branches);
        }
        return branch;
    }

    void requireEnd() throws IOException {
        if (!decoder.isEnd()) {
            throw new IOException("bytes are left over after the last field");
        }
    }
}
