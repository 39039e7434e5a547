package io.ovpnguard.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.BufferRecycler;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForgetfulJsonTest {

    /** With an escape, which is read into another buffer than the text came in. */
    private static final String SECRET = "{\"kind\": \"Secret\", \"stringData\": {\"a.key\": \"S3CR\\u0033T\"}}";

    private static final List<Integer> OF_CHARACTERS = List.of(
            BufferRecycler.CHAR_TOKEN_BUFFER,
            BufferRecycler.CHAR_CONCAT_BUFFER,
            BufferRecycler.CHAR_TEXT_BUFFER,
            BufferRecycler.CHAR_NAME_COPY_BUFFER);

    private static final List<Integer> OF_BYTES = List.of(
            BufferRecycler.BYTE_READ_IO_BUFFER,
            BufferRecycler.BYTE_WRITE_ENCODING_BUFFER,
            BufferRecycler.BYTE_WRITE_CONCAT_BUFFER,
            BufferRecycler.BYTE_BASE64_CODEC_BUFFER);

    @Test
    void nothingOfATextStaysInTheBuffersOfTheThread() throws IOException {
        read(ForgetfulJson.factory().build().createParser(SECRET));

        assertThat(left()).isEmpty();
    }

    @Test
    void nothingOfBytesStaysInTheBuffersOfTheThread() throws IOException {
        var bytes = new ByteArrayInputStream(SECRET.getBytes(StandardCharsets.UTF_8));

        assertThat(ForgetfulJson.reader().readValue(bytes, Secret.class).getStringData())
                .containsEntry("a.key", "S3CR3T");

        assertThat(left()).isEmpty();
    }

    private static void read(JsonParser opened) throws IOException {
        try (var parser = opened) {
            while (parser.nextToken() != null) {
                parser.getText();
            }
        }
    }

    /** {@return what the parsers of this thread will find in their buffers} */
    private static String left() {
        var buffers = ForgetfulJson.factory().build()._getBufferRecycler();
        var text = new StringBuilder();
        OF_CHARACTERS.forEach(use -> text.append(buffers.allocCharBuffer(use)));
        OF_BYTES.forEach(use -> text.append(new String(buffers.allocByteBuffer(use), StandardCharsets.ISO_8859_1)));
        return IntStream.range(0, text.length())
                .map(text::charAt)
                .filter(each -> each != 0)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
