package tallyflame.transfer.consume;

import java.nio.file.Path;
import tallyflame.transfer.broker.Connection;
import tallyflame.transfer.folder.Manifest;
import tallyflame.transfer.folder.Partitioning;

/** A transfer in a process of its own, to be killed: servers, topic, folder. Prints a line for each batch. */
public final class TransferMain {
    private static final int BATCH = 20;

    private TransferMain() {}

    /** Transfers. */
    public static void main(String[] arguments) throws Exception {
        Connection connection = new Connection(arguments[0], "killed", 30, java.util.Map.of());
        TransferOptions options = TransferOptions.all(arguments[1], Path.of(arguments[2]))
                .by(Partitioning.FINKCLASS)
                .inBatchesOf(BATCH);
        new Transfer(connection, options, new TransferListener() {
                    @Override
                    public synchronized void finished(Manifest batch) {
                        System.out.println(batch.name());
                        System.out.flush();
                    }
                })
                .run();
    }
}
