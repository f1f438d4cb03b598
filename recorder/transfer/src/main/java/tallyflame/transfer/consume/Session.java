package tallyflame.transfer.consume;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import tallyflame.transfer.TransferException;
import tallyflame.transfer.broker.Connection;
import tallyflame.transfer.broker.Schemas;
import tallyflame.transfer.broker.Topic;
import tallyflame.transfer.folder.Manifest;
import tallyflame.transfer.folder.TransferDocument;
import tallyflame.transfer.folder.TransferFolder;

/** What the readers of a transfer share: where from, where to, how much is left to take, who has failed. */
final class Session {
    private static final int SHARE_OF_HEAP = 16;
    private static final int LEAST_MEMORY = 1 << 20;
    private static final int MOST_MEMORY = 1 << 24;

    private final Connection connection;
    private final TransferOptions options;
    private final Topic topic;
    private final TransferFolder folder;
    private final TransferDocument document;
    private final Schemas schemas;
    private final TransferListener listener;
    private final int memory;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicBoolean commitNoted = new AtomicBoolean();
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    Session(
            Connection connection,
            TransferOptions options,
            Topic topic,
            TransferFolder folder,
            TransferDocument document,
            Schemas schemas,
            TransferListener listener,
            int readers) {
        this.connection = connection;
        this.options = options;
        this.topic = topic;
        this.folder = folder;
        this.document = document;
        this.schemas = schemas;
        this.listener = listener;
        long share = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / readers;
        memory = (int) Math.max(LEAST_MEMORY, Math.min(MOST_MEMORY, share));
    }

    Connection connection() {
        return connection;
    }

    TransferOptions options() {
        return options;
    }

    Topic topic() {
        return topic;
    }

    TransferFolder folder() {
        return folder;
    }

    TransferDocument document() {
        return document;
    }

    Schemas schemas() {
        return schemas;
    }

    /** Bytes of alerts that a reader holds before it writes them, and that it fetches at a time. */
    int memory() {
        return memory;
    }

    /** Takes leave to read one more record; there is none beyond the limit, whoever asks. */
    boolean take() {
        if (taken.incrementAndGet() <= options.limit()) {
            return true;
        }
        taken.decrementAndGet();
        return false;
    }

    /** Records that were taken. */
    long taken() {
        return taken.get();
    }

    void finished(Manifest manifest) {
        listener.finished(manifest);
    }

    /** Others in the group, or a broker that restarts: told once, for the manifests do not need it. */
    void commitFailed(RuntimeException cause) {
        if (commitNoted.compareAndSet(false, true)) {
            listener.note("offsets could not be committed for group " + connection.groupId() + " ("
                    + TransferException.oneLine(cause) + "); the manifests have them, nothing is lost");
        }
    }

    /** Ends the others, too; what they have not finished is read again by the next transfer. */
    void fail(Exception cause) {
        if (!failure.compareAndSet(null, cause)) {
            failure.get().addSuppressed(cause);
        }
    }

    boolean hasFailed() {
        return failure.get() != null;
    }

    void throwFailure() throws IOException {
        Exception cause = failure.get();
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (cause != null) {
            throw (IOException) cause;
        }
    }
}
