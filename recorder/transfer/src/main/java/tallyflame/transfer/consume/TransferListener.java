package tallyflame.transfer.consume;

import tallyflame.transfer.folder.Manifest;

/** Hears how a transfer goes on. {@link #progress} is called by one thread, the others by any. */
public interface TransferListener {
    /** Hears nothing. */
    TransferListener SILENT = new TransferListener() {};

    /**
     * So much is done.
     *
     * @param done records taken from the topic so far
     * @param total records that are to be taken, over all partitions
     * @param perSecond rate since the beginning
     */
    default void progress(long done, long total, double perSecond) {}

    /** A batch is valid. */
    default void finished(Manifest batch) {}

    /** Something that the user should know; the transfer goes on. */
    default void note(String line) {}
}
