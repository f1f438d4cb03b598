package tallyflame.modules.generate;

/**
 * The three stamps of an alert.
 *
 * @param science the night's image
 * @param template the stack of earlier images
 * @param difference science less template
 */
record AlertPictures(Picture science, Picture template, Picture difference) {
    private static final int SIDE = 63;
    private static final double CENTRE = 31;

    /** Paints the stamps of the alert with this index. */
    static AlertPictures paint(Randomness random, long index) {
        int columns = Trait.SHORT_STAMP.of(index) ? SIDE - 1 : SIDE;
        Picture science = new Picture(SIDE, columns, random.uniform(80, 400));
        Picture template = new Picture(SIDE, columns, random.uniform(80, 200));
        double noise = random.uniform(4, 12);
        if (Trait.HOSTLESS.of(index)) {
            paintHostless(random, index, science, template, noise);
        } else {
            paintField(random, index, science, template);
            science.addNoise(random, noise);
            template.addNoise(random, noise / 3);
        }
        Picture difference = science.minus(template);
        if (Trait.EDGE.of(index)) {
            int width = random.integer(1, 12);
            boolean atRight = random.chance(0.5);
            science.maskEdge(atRight, width);
            difference.maskEdge(atRight, width);
            if (random.chance(0.5)) {
                template.maskEdge(atRight, width);
            }
        }
        if (Trait.BROKEN_TEMPLATE.of(index)) {
            template.breakPixels(random, 60);
        }
        return new AlertPictures(science, template, difference);
    }

    /** In turn: new in the science stamp, gone from it, and new over a template so smooth that nothing is clipped. */
    private static void paintHostless(Randomness random, long index, Picture science, Picture template, double noise) {
        long variant = index / 33 % 3;
        Picture full = variant == 1 ? template : science;
        Picture blank = variant == 1 ? science : template;
        full.addStar(CENTRE, CENTRE, random.uniform(25, 60) * noise, random.uniform(1, 1.6));
        full.addNoise(random, noise);
        if (variant == 2) {
            blank.addFlatNoise(random, noise / 3);
        } else {
            blank.addNoise(random, noise / 3);
        }
    }

    private static void paintField(Randomness random, long index, Picture science, Picture template) {
        double width = random.uniform(0.9, 1.6);
        ObjectKind kind = ObjectKind.of(index);
        if (kind == ObjectKind.SUPERNOVA || kind == ObjectKind.FAST_TRANSIENT) {
            double peak = random.uniform(100, 900);
            double scale = random.uniform(1.5, 6);
            double flattening = random.uniform(0.4, 1);
            science.addGalaxy(CENTRE + 2, CENTRE - 1, peak, scale, flattening);
            template.addGalaxy(CENTRE + 2, CENTRE - 1, peak, scale, flattening);
        } else {
            template.addStar(CENTRE, CENTRE, random.uniform(200, 4000), width);
        }
        science.addStar(CENTRE, CENTRE, random.uniform(200, 3000), width);
        int neighbours = random.integer(0, 3);
        for (int i = 0; i < neighbours; i++) {
            double x = random.uniform(0, SIDE);
            double y = random.uniform(0, SIDE);
            double peak = random.uniform(50, 2000);
            science.addStar(x, y, peak, width);
            template.addStar(x, y, peak, width);
        }
    }
}
