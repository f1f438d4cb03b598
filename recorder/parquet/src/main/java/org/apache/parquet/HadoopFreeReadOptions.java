package org.apache.parquet;

import java.util.Map;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.format.converter.ParquetMetadataConverter;

/**
 * Makes {@link ParquetReadOptions} without Hadoop. The public builder creates a Hadoop {@code CodecFactory} in its
 * constructor, even when another factory is given later, so it cannot be used without tens of megabytes of Hadoop jars;
 * the constructor it calls in the end is visible to this package only.
 */
public final class HadoopFreeReadOptions {
    /** Memory for one read from the file, in bytes. */
    private static final int MAX_ALLOCATION = 8 << 20;

    private HadoopFreeReadOptions() {}

    /**
     * Options for reading whole row groups without any filter.
     *
     * @param codecs decompresses the pages
     */
    public static ParquetReadOptions create(CompressionCodecFactory codecs) {
        return new ParquetReadOptions(
                false, // useSignedStringMinMax
                false, // useStatsFilter
                false, // useDictionaryFilter
                false, // useRecordFilter
                false, // useColumnIndexFilter
                false, // usePageChecksumVerification
                false, // useBloomFilter
                false, // useOffHeapDecryptBuffer
                false, // useHadoopVectoredIo
                FilterCompat.NOOP,
                ParquetMetadataConverter.NO_FILTER,
                codecs,
                new HeapByteBufferAllocator(),
                MAX_ALLOCATION,
                Map.of(),
                null, // no decryption
                null, // no metrics
                new PlainParquetConfiguration());
    }
}
