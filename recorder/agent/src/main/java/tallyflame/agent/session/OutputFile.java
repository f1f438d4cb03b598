package tallyflame.agent.session;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Random;

/**
 * The file that this JVM writes, and no other JVM while this one lives. JVMs inherit their options from each other, so
 * that several may be told the same name. A lock on {@code <file>.lock} tells them apart; the operating system releases it
 * however a JVM ends.
 *
 * @param path where to write
 * @param lock the locked file beside it, to be kept open while the file is written; null if the name is unique anyway
 */
record OutputFile(Path path, FileChannel lock) {
    private static final long PID = ProcessHandle.current().pid();

    /**
     * Finds the file to write, makes its folder, and keeps other JVMs off it. If another JVM has it, the process id becomes
     * part of the name, and one line on standard error says so.
     *
     * @param asked path with {@code %p} for the process id, {@code %t} for the time in milliseconds, {@code %r} for eight
     *     random hexadecimal digits and {@code %%} for a percent sign
     * @throws IOException if nothing can be written there; the message names the file
     */
    static OutputFile claim(Path asked) throws IOException {
        String random = Long.toHexString((1L << 32) | (new Random().nextInt() & 0xffff_ffffL))
                .substring(1);
        Path file = Path.of(expanded(asked.toString(), System.currentTimeMillis(), random));
        if (Files.isDirectory(file)) throw new IOException("cannot write " + file + ": it is a folder");
        try {
            Files.createDirectories(file.getParent());
            FileChannel lock = lock(file);
            if (lock != null) return new OutputFile(file, lock);
            Path own = with("-" + PID, file);
            lock = lock(own);
            if (lock == null) own = with("-" + PID + "-" + random, file);
            Log.error(file + " is in use by another JVM, or cannot be locked; this one writes " + own);
            return new OutputFile(own, lock);
        } catch (FileSystemException e) {
            throw new IOException("cannot write " + file + ": " + reason(e), e);
        }
    }

    private static String reason(FileSystemException e) {
        if (e instanceof FileAlreadyExistsException) return e.getFile() + " is not a folder";
        return e instanceof AccessDeniedException ? e.getFile() + ": permission denied" : e.getMessage();
    }

    /** Lets other JVMs have the file, when nothing more is written to it; later calls do nothing. */
    void release() throws IOException {
        if (lock == null || !lock.isOpen()) return;
        Files.deleteIfExists(lockFile(path));
        lock.close();
    }

    /** A path with its place holders replaced. */
    static String expanded(String path, long millis, String random) {
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            String value = c == '%' && i + 1 < path.length() ? value(path.charAt(i + 1), millis, random) : null;
            result.append(value == null ? String.valueOf(c) : value);
            if (value != null) i++;
        }
        return result.toString();
    }

    private static String value(char key, long millis, String random) {
        return switch (key) {
            case 'p' -> Long.toString(PID);
            case 't' -> Long.toString(millis);
            case 'r' -> random;
            case '%' -> "%";
            default -> null;
        };
    }

    private static Path with(String ending, Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.') < 0 ? name.length() : name.lastIndexOf('.');
        return file.resolveSibling(name.substring(0, dot) + ending + name.substring(dot));
    }

    private static Path lockFile(Path file) {
        return file.resolveSibling(file.getFileName() + ".lock");
    }

    /** Locks a file; null if it has a lock or the file system has none to give. */
    private static FileChannel lock(Path file) throws IOException {
        Path lockFile = lockFile(file);
        while (true) {
            Object before = identity(lockFile);
            FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                channel.close();
                return null;
            }
            // Who had it may have removed it after it was opened here: a lock on a file without a name keeps nobody
            // off.
            if (before != null && before.equals(identity(lockFile))) return channel;
            channel.close();
        }
    }

    private static boolean isLocked(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        }
    }

    /** What tells a file from another one of the same name; null if there is none. */
    private static Object identity(Path file) throws IOException {
        try {
            Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            return key == null ? file : key;
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
