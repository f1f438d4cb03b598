package tallyflame.analysis.fleet.add;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** 128 bits of SHA-256, which stand for what was hashed in every store alike. */
final class Content {
    static final int BYTES = 16;

    private final MessageDigest digest;

    Content() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Adds a text; where it ends makes a difference. */
    Content text(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return this;
    }

    /** Adds the hash of something else. */
    Content hash(byte[] hash) {
        digest.update(hash);
        return this;
    }

    /** The hash of all that was added since the last one. */
    byte[] end() {
        return Arrays.copyOf(digest.digest(), BYTES);
    }
}
