package io.ispkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;

/** What an administrator of a NetBox does by REST; takes away what it made. */
final class Site implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Deque<String> made = new ArrayDeque<>();
  private final URI url;
  private final String token;

  Site(URI url, String token) {
    this.url = URI.create(url.toString().replaceFirst("(/api)?/*$", ""));
    this.token = token;
  }

  /** Makes an object of a list; gives its id. */
  long make(String list, String body) {
    HttpResponse<String> answer = send("POST", list, "", body);
    if (answer.statusCode() != 201) {
      throw new IllegalStateException(list + ": " + answer.statusCode() + " " + answer.body());
    }
    long id = json(answer).path("id").asLong();
    made.push(list + id + "/");
    return id;
  }

  JsonNode get(String pathAndQuery) {
    return json(send("GET", pathAndQuery, "", ""));
  }

  HttpResponse<String> patch(String path, String ifMatch, String body) {
    return send("PATCH", path, ifMatch, body);
  }

  HttpResponse<String> send(String method, String path, String ifMatch, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Authorization", (token.startsWith("nbt_") ? "Bearer " : "Token ") + token)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!ifMatch.isEmpty()) {
      request.header("If-Match", ifMatch);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException notJson) {
      throw new IllegalStateException(answer.body(), notJson);
    }
  }

  /** Deletes all objects of a list that a query finds. */
  void clear(String list, String query) {
    for (JsonNode object : get(list + query + "&limit=1000").path("results")) {
      send("DELETE", list + object.path("id").asLong() + "/", "", "");
    }
  }

  @Override
  public void close() {
    while (!made.isEmpty()) {
      send("DELETE", made.pop(), "", "");
    }
  }
}
