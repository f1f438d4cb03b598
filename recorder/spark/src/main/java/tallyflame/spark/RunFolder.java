package tallyflame.spark;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The run directory of an application, on any file system that Hadoop knows. Files are written aside and renamed, so that a file
 * that exists is whole.
 *
 * @param files the file system
 * @param root the directory
 */
record RunFolder(FileSystem files, Path root) {
    /**
     * Finds the directory; nothing is written yet.
     *
     * @param dir as configured
     * @param application its id
     * @throws IOException if its file system cannot be reached
     */
    static RunFolder of(String dir, String application, Configuration hadoop) throws IOException {
        Path root = new Path(new Path(dir), application);
        FileSystem files = root.getFileSystem(hadoop);
        // The checksums that Hadoop keeps beside local files are no files of ours.
        FileSystem plain = files instanceof LocalFileSystem local ? local.getRaw() : files;
        return new RunFolder(plain, plain.makeQualified(root));
    }

    /** Something that reads or writes files. */
    interface Attempt {
        void run() throws IOException;
    }

    /**
     * Tries something. Hadoop throws an {@link Error} where a local disk is full, which nobody would expect.
     *
     * @throws IOException for that, too
     */
    static void attempt(Attempt attempt) throws IOException {
        try {
            attempt.run();
        } catch (FSError e) {
            throw new IOException(
                    e.getCause() == null ? e.toString() : e.getCause().getMessage(), e);
        }
    }

    private void write(Path file, byte[] content) throws IOException {
        try (OutputStream out = files.create(file, true)) {
            out.write(content);
        }
    }

    /** Writes a file whole, in place of an older one; {@code name} is relative. */
    void put(String name, byte[] content) throws IOException {
        Path target = new Path(root, name);
        Path aside = new Path(target.getParent(), "." + target.getName() + ".tmp");
        files.mkdirs(target.getParent());
        try {
            attempt(() -> write(aside, content));
        } catch (IOException e) {
            files.delete(aside, false);
            throw e;
        }
        files.delete(target, false);
        if (!files.rename(aside, target)) {
            throw new IOException(target + ": cannot be renamed to from " + aside.getName());
        }
    }
}
