package tallyflame.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;

/**
 * The pages of one column in one row group, fetched from the file one after the other when they are asked for. The end is
 * recognised by the number of values, not by the chunk's size, which old writers got wrong.
 */
final class PageStream implements PageReader {
    private final ColumnChunkMetaData chunk;
    private final PageCodec codec;
    private final ChannelStream in;
    private PageHeader header;
    private long valuesLeft;

    PageStream(FileChannel channel, ColumnChunkMetaData chunk) {
        this.chunk = chunk;
        codec = PageCodec.of(chunk.getCodec());
        in = new ChannelStream(channel, chunk.getStartingPos());
        valuesLeft = chunk.getValueCount();
    }

    @Override
    public long getTotalValueCount() {
        return chunk.getValueCount();
    }

    /** The dictionary, if the column begins with one. */
    @Override
    public DictionaryPage readDictionaryPage() {
        try {
            readHeader();
            if (header == null || header.getType() != PageType.DICTIONARY_PAGE) {
                return null;
            }
            BytesInput values = BytesInput.from(plain(body(), 0));
            int size = header.getUncompressed_page_size();
            int count = header.getDictionary_page_header().getNum_values();
            Encoding encoding = encoding(header.getDictionary_page_header().getEncoding());
            header = null;
            return new DictionaryPage(values, size, count, encoding);
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    /** The next page with values; {@code null} at the end. */
    @Override
    public DataPage readPage() {
        try {
            readHeader();
            while (header != null) {
                byte[] body = body();
                DataPage page =
                        switch (header.getType()) {
                            case DATA_PAGE -> firstVersion(body);
                            case DATA_PAGE_V2 -> secondVersion(body);
                            default -> null; // index pages and what may come are no values
                        };
                header = null;
                if (page != null) {
                    valuesLeft -= page.getValueCount();
                    return page;
                }
                readHeader();
            }
            return null;
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    private UncheckedIOException damaged(IOException cause) {
        return new UncheckedIOException(
                "column " + chunk.getPath().toDotString() + " at byte " + in.position() + ": " + cause.getMessage(),
                cause);
    }

    private void readHeader() throws IOException {
        if (header == null && valuesLeft > 0) {
            header = Util.readPageHeader(in);
        }
    }

    private byte[] body() throws IOException {
        int size = header.getCompressed_page_size();
        if (size < 0 || header.getUncompressed_page_size() < 0) {
            throw new IOException("a page of " + size + " bytes");
        }
        byte[] body = in.readNBytes(size);
        if (body.length < size) {
            throw new IOException("the file ends within a page (" + body.length + " of " + size + " bytes)");
        }
        return body;
    }

    /** The part of a page's body that is compressed, in plain. */
    private byte[] plain(byte[] body, int from) throws IOException {
        return codec.decompress(body, from, body.length - from, header.getUncompressed_page_size() - from);
    }

    private DataPage firstVersion(byte[] body) throws IOException {
        DataPageHeader data = header.getData_page_header();
        return new DataPageV1(
                BytesInput.from(plain(body, 0)),
                data.getNum_values(),
                header.getUncompressed_page_size(),
                null, // statistics are for choosing pages, and all are read
                encoding(data.getRepetition_level_encoding()),
                encoding(data.getDefinition_level_encoding()),
                encoding(data.getEncoding()));
    }

    /** In the second version the levels come before the values and are not compressed. */
    private DataPage secondVersion(byte[] body) throws IOException {
        DataPageHeaderV2 data = header.getData_page_header_v2();
        int repetition = data.getRepetition_levels_byte_length();
        int definition = data.getDefinition_levels_byte_length();
        int levels = repetition + definition;
        if (repetition < 0 || definition < 0 || levels > body.length) {
            throw new IOException("a page of " + body.length + " bytes with " + levels + " bytes of levels");
        }
        BytesInput values = data.isIs_compressed() && body.length > levels
                ? BytesInput.from(plain(body, levels))
                : BytesInput.from(body, levels, body.length - levels);
        return new DataPageV2(
                data.getNum_rows(),
                data.getNum_nulls(),
                data.getNum_values(),
                BytesInput.from(body, 0, repetition),
                BytesInput.from(body, repetition, definition),
                encoding(data.getEncoding()),
                values,
                header.getUncompressed_page_size(),
                null,
                false);
    }

    private static Encoding encoding(org.apache.parquet.format.Encoding encoding) {
        return Encoding.valueOf(encoding.name());
    }
}
