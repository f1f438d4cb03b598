package tallyflame.modules.stamps;

import java.nio.charset.StandardCharsets;

/**
 * The cards of a primary FITS header that say how the pixels are stored (FITS standard 4.0, section 4.4.1).
 *
 * @param columns {@code NAXIS1}
 * @param rows {@code NAXIS2}
 * @param dataStart position of the first pixel
 */
record FitsHeader(int columns, int rows, int dataStart) {
    private static final int CARD = 80;
    private static final int BLOCK = 2880;
    private static final int VALUE_FROM = 10;
    /** Stamps are 63 x 63; anything of this length is damage, and would overflow. */
    private static final int MAX_AXIS = 20_000;

    /** Reads the header of an image of 32-bit floats, the one form that stamps come in. */
    static FitsHeader parse(byte[] fits, int length) throws StampException {
        if (length < BLOCK || !isKeyword(fits, 0, "SIMPLE")) {
            throw new StampException("no FITS (begins with '" + beginning(fits, length) + "', " + length + " bytes)");
        }
        int bitpix = 0;
        int axes = 0;
        int columns = 0;
        int rows = 0;
        for (int card = CARD; card + CARD <= length; card += CARD) {
            switch (fits[card]) {
                case 'B' -> {
                    if (isKeyword(fits, card, "BITPIX")) {
                        bitpix = integer(fits, card);
                    } else if (isKeyword(fits, card, "BSCALE") || isKeyword(fits, card, "BZERO")) {
                        requireNoScaling(fits, card);
                    }
                }
                case 'N' -> {
                    if (isKeyword(fits, card, "NAXIS")) {
                        axes = integer(fits, card);
                    } else if (isKeyword(fits, card, "NAXIS1")) {
                        columns = integer(fits, card);
                    } else if (isKeyword(fits, card, "NAXIS2")) {
                        rows = integer(fits, card);
                    }
                }
                case 'E' -> {
                    if (isKeyword(fits, card, "END")) {
                        return checked(bitpix, axes, columns, rows, (card / BLOCK + 1) * BLOCK);
                    }
                }
                default -> {}
            }
        }
        throw new StampException("FITS header without END");
    }

    private static FitsHeader checked(int bitpix, int axes, int columns, int rows, int dataStart)
            throws StampException {
        if (bitpix != -32 || axes != 2) {
            throw new StampException(
                    "FITS image has BITPIX " + bitpix + " and " + axes + " axes, expected -32 (float) and 2");
        }
        if (columns < 1 || rows < 1 || columns > MAX_AXIS || rows > MAX_AXIS) {
            throw new StampException("FITS image of " + columns + " x " + rows + " pixels");
        }
        return new FitsHeader(columns, rows, dataStart);
    }

    private static boolean isKeyword(byte[] fits, int card, String keyword) {
        for (int i = 0; i < keyword.length(); i++) {
            if (fits[card + i] != keyword.charAt(i)) {
                return false;
            }
        }
        return keyword.length() == 8 || fits[card + keyword.length()] == ' ';
    }

    private static String value(byte[] fits, int card) {
        String text = new String(fits, card + VALUE_FROM, CARD - VALUE_FROM, StandardCharsets.ISO_8859_1);
        int comment = text.indexOf('/');
        return (comment < 0 ? text : text.substring(0, comment)).strip();
    }

    private static int integer(byte[] fits, int card) throws StampException {
        int at = card + VALUE_FROM;
        int end = card + CARD;
        while (at < end && fits[at] == ' ') {
            at++;
        }
        boolean negative = at < end && fits[at] == '-';
        at += negative ? 1 : 0;
        int number = 0;
        int first = at;
        while (at < end && fits[at] >= '0' && fits[at] <= '9' && at - first < 9) {
            number = 10 * number + fits[at++] - '0';
        }
        if (at == first) {
            throw new StampException(
                    "FITS card without a number: " + new String(fits, card, CARD, StandardCharsets.ISO_8859_1).strip());
        }
        return negative ? -number : number;
    }

    private static void requireNoScaling(byte[] fits, int card) throws StampException {
        double neutral = isKeyword(fits, card, "BSCALE") ? 1 : 0;
        String value = value(fits, card);
        try {
            if (Double.parseDouble(value) == neutral) {
                return;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new StampException("FITS image is scaled (BSCALE or BZERO = " + value + "), which stamps never are");
    }

    private static String beginning(byte[] fits, int length) {
        return new String(fits, 0, Math.min(8, length), StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", "?");
    }
}
