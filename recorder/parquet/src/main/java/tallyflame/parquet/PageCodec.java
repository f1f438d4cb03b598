package tallyflame.parquet;

import com.github.luben.zstd.Zstd;
import io.airlift.compress.hadoop.HadoopStreams;
import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.lz4.Lz4HadoopStreams;
import io.airlift.compress.lzo.LzoHadoopStreams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.brotli.dec.BrotliInputStream;
import org.xerial.snappy.Snappy;

/** Compresses and decompresses one page. Every codec of the Parquet format can be read; all but Brotli can be written. */
interface PageCodec {
    /**
     * The bytes of a page in plain.
     *
     * @param size length of the page in plain, from its header
     * @throws IOException when the bytes are damaged or of another length
     */
    byte[] decompress(byte[] bytes, int from, int length, int size) throws IOException;

    /** The compressed bytes, in an array of just their length. */
    byte[] compress(byte[] bytes, int from, int length) throws IOException;

    /** The codec of a name. */
    static PageCodec of(CompressionCodecName name) {
        return switch (name) {
            case UNCOMPRESSED -> new Plain();
            case SNAPPY -> new SnappyPages();
            case GZIP -> new Streams(GZIPInputStream::new, GZIPOutputStream::new);
            case ZSTD -> new ZstdPages();
            case LZ4_RAW -> new Lz4Pages();
            case LZ4 -> new Lz4OrHadoopLz4();
            case LZO -> Streams.of(new LzoHadoopStreams());
            case BROTLI ->
                new Streams(BrotliInputStream::new, out -> {
                    throw new IOException("Brotli can be read, not written; use ZSTD");
                });
        };
    }

    /** No compression. */
    record Plain() implements PageCodec {
        @Override
        public byte[] decompress(byte[] bytes, int from, int length, int size) {
            return Arrays.copyOfRange(bytes, from, from + length);
        }

        @Override
        public byte[] compress(byte[] bytes, int from, int length) {
            return Arrays.copyOfRange(bytes, from, from + length);
        }
    }

    /** Snappy without frames, by the native library. */
    record SnappyPages() implements PageCodec {
        @Override
        public byte[] decompress(byte[] bytes, int from, int length, int size) throws IOException {
            // The native code trusts the caller about the room in the output.
            requireSize(Snappy.uncompressedLength(bytes, from, length), size);
            byte[] plain = new byte[size];
            Snappy.uncompress(bytes, from, length, plain, 0);
            return plain;
        }

        @Override
        public byte[] compress(byte[] bytes, int from, int length) throws IOException {
            byte[] room = new byte[Snappy.maxCompressedLength(length)];
            int used = Snappy.compress(bytes, from, length, room, 0);
            return Arrays.copyOf(room, used);
        }
    }

    /** Zstandard, by the native library. */
    record ZstdPages() implements PageCodec {
        private static final int LEVEL = 3;

        @Override
        public byte[] decompress(byte[] bytes, int from, int length, int size) throws IOException {
            byte[] plain = new byte[size];
            long written = Zstd.decompressByteArray(plain, 0, size, bytes, from, length);
            if (Zstd.isError(written)) {
                throw new IOException("Zstandard: " + Zstd.getErrorName(written));
            }
            requireSize(written, size);
            return plain;
        }

        @Override
        public byte[] compress(byte[] bytes, int from, int length) throws IOException {
            byte[] room = new byte[Math.toIntExact(Zstd.compressBound(length))];
            long used = Zstd.compressByteArray(room, 0, room.length, bytes, from, length, LEVEL);
            if (Zstd.isError(used)) {
                throw new IOException("Zstandard: " + Zstd.getErrorName(used));
            }
            return Arrays.copyOf(room, (int) used);
        }
    }

    /** LZ4 blocks without frames ({@code LZ4_RAW}). */
    record Lz4Pages() implements PageCodec {
        @Override
        public byte[] decompress(byte[] bytes, int from, int length, int size) throws IOException {
            byte[] plain = new byte[size];
            requireSize(new Lz4Decompressor().decompress(bytes, from, length, plain, 0, size), size);
            return plain;
        }

        @Override
        public byte[] compress(byte[] bytes, int from, int length) {
            Lz4Compressor compressor = new Lz4Compressor();
            byte[] room = new byte[compressor.maxCompressedLength(length)];
            int used = compressor.compress(bytes, from, length, room, 0, room.length);
            return Arrays.copyOf(room, used);
        }
    }

    /**
     * The deprecated {@code LZ4}: Hadoop's frames as the format demands, or bare blocks, which some writers put there.
     * Frames are recognised by their first number, which is the page's plain size or (in several frames) less.
     */
    record Lz4OrHadoopLz4() implements PageCodec {
        @Override
        public byte[] decompress(byte[] bytes, int from, int length, int size) throws IOException {
            try {
                return Streams.of(new Lz4HadoopStreams()).decompress(bytes, from, length, size);
            } catch (IOException | RuntimeException noFrames) {
                return new Lz4Pages().decompress(bytes, from, length, size);
            }
        }

        @Override
        public byte[] compress(byte[] bytes, int from, int length) throws IOException {
            return Streams.of(new Lz4HadoopStreams()).compress(bytes, from, length);
        }
    }

    /** A codec that comes as a pair of streams. */
    record Streams(StreamReader reader, StreamWriter writer) implements PageCodec {
        static Streams of(HadoopStreams streams) {
            return new Streams(streams::createInputStream, streams::createOutputStream);
        }

        @Override
        public byte[] decompress(byte[] bytes, int from, int length, int size) throws IOException {
            try (InputStream in = reader.open(new ByteArrayInputStream(bytes, from, length))) {
                byte[] plain = in.readNBytes(size);
                requireSize(plain.length, size);
                return plain;
            }
        }

        @Override
        public byte[] compress(byte[] bytes, int from, int length) throws IOException {
            ByteArrayOutputStream room = new ByteArrayOutputStream(length / 2 + 64);
            try (OutputStream out = writer.open(room)) {
                out.write(bytes, from, length);
            }
            return room.toByteArray();
        }
    }

    /** Puts a decompressing stream around another. */
    interface StreamReader {
        InputStream open(InputStream raw) throws IOException;
    }

    /** Puts a compressing stream around another. */
    interface StreamWriter {
        OutputStream open(OutputStream raw) throws IOException;
    }

    private static void requireSize(long actual, long expected) throws IOException {
        if (actual != expected) {
            throw new IOException("a page holds " + actual + " bytes, its header says " + expected);
        }
    }
}
