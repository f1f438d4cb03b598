package tallyflame.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Hands parquet-java the codecs of {@link PageCodec}, in place of its own factory, which needs Hadoop. */
public final class Codecs implements CompressionCodecFactory {
    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
        return new Decompressor(PageCodec.of(name));
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName name) {
        return new Compressor(name, PageCodec.of(name));
    }

    @Override
    public void release() {
        // The codecs keep nothing between pages.
    }

    /** The bytes of an input as one array, without a copy where it is backed by one. */
    private record Heap(byte[] bytes, int from, int length) {
        static Heap of(BytesInput input) throws IOException {
            return of(input.toByteBuffer(new HeapByteBufferAllocator(), released -> {}));
        }

        static Heap of(ByteBuffer buffer) {
            if (buffer.hasArray()) {
                return new Heap(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
            }
            byte[] copy = new byte[buffer.remaining()];
            buffer.duplicate().get(copy);
            return new Heap(copy, 0, copy.length);
        }
    }

    private record Decompressor(PageCodec codec) implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput page, int size) throws IOException {
            Heap input = Heap.of(page);
            return BytesInput.from(codec.decompress(input.bytes(), input.from(), input.length(), size));
        }

        @Override
        public void decompress(ByteBuffer page, int length, ByteBuffer output, int size) throws IOException {
            ByteBuffer part = page.slice().limit(length);
            Heap input = Heap.of(part);
            output.put(codec.decompress(input.bytes(), input.from(), input.length(), size));
            page.position(page.position() + length);
        }

        @Override
        public void release() {
            // Nothing is held.
        }
    }

    private record Compressor(CompressionCodecName name, PageCodec codec) implements BytesInputCompressor {
        @Override
        public BytesInput compress(BytesInput page) throws IOException {
            Heap input = Heap.of(page);
            return BytesInput.from(codec.compress(input.bytes(), input.from(), input.length()));
        }

        @Override
        public CompressionCodecName getCodecName() {
            return name;
        }

        @Override
        public void release() {
            // Nothing is held.
        }
    }
}
