package tallyflame.modules.hostless;

/** Replaces masked pixels by noise like that of the pixels that are left. */
final class NoiseFill {
    private NoiseFill() {}

    /**
     * Fills an image.
     *
     * @param noise standard normal numbers, one a pixel
     * @param filled receives the image
     */
    static void fill(StampClip stamp, double[] noise, double[] filled) {
        float[] pixels = stamp.pixels();
        Clip clip = stamp.first();
        double centre = stamp.median();
        double width = stamp.deviation();
        for (int i = 0; i < filled.length; i++) {
            filled[i] = clip.keeps(pixels[i]) ? pixels[i] : centre + width * noise[i];
        }
    }
}
