using System.Text;
using Koppel.Sdk.Http;
using Koppel.Sdk.Rest.Declare;

namespace Koppel.Sdk.Tests.Rest;

/// <summary>The ways in which systems say what they did not like; the data are invented, the forms are real.</summary>
public sealed class RestErrorsTests
{
    [Theory]
    [InlineData("""{"errors":[{"title":"Email address already """
        + """exists.","detail":"","code":"duplicate","error":"must_be_unique","source":{"pointer":"/data/attributes/email"}}]}""",
        "Email address already exists.", "duplicate")]
    [InlineData("""{"errors":[{"title":"Phone is wrong","code":"field_invalid"},{"title":"Name is missing","detail":"give """
        + """one","code":"field_missing"}]}""", "Phone is wrong; Name is missing: give one.", "field_invalid")]
    [InlineData("""{"errors":[{"status":404,"title":"Not here","detail":"No pair 12."}]}""", "Not here: No pair 12.", null)]
    [InlineData("""{"errors":[{"title":"The tag does not exist.","source":{"parameter":"contactTag.tag"}}]}""", "The tag does not exist.",
        null)]
    [InlineData("""{"errors":"Give at least one option"}""", "Give at least one option.", null)]
    [InlineData("""{"errors":["Field name is required","Field type is required"]}""", "Field name is required; Field type is required.",
        null)]
    [InlineData("""{"message":"No Result found for SubscriberTag with id 12"}""", "No Result found for SubscriberTag with id 12.", null)]
    [InlineData("""{"message":"Forbidden"}""", "Forbidden.", null)]
    [InlineData("""{"message":"Could not process request","error":"Duplicate entry 'vip-contact' for key 'typetag'"}""",
        "Could not process request; Duplicate entry 'vip-contact' for key 'typetag'.", null)]
    [InlineData("""{"success":0,"message":"Import refused.","failureReasons":[{"contact":1,"failureReason":"Field 'email' not found"}]}""",
        "Import refused.", null)]
    [InlineData("""{"message":"Client error: `POST https://inner.example/member`\n resulted in a `400 Bad Request` response:\n{}"}""",
        "Client error: `POST https://inner.example/member` resulted in a `400 Bad Request` response: {}.", null)]
    [InlineData("""{"succeeded":0}""", "{\"succeeded\":0}.", null)]
    [InlineData("<html>\n<h1>Bad   gateway</h1>", "<html> <h1>Bad gateway</h1>.", null)]
    [InlineData("""{"errors":null,"message":null}""", """{"errors":null,"message":null}.""", null)]
    [InlineData("""{"errors":[],"error":true,"message":"No"}""", "No.", null)]
    [InlineData("""{"message":"Same","error":"Same"}""", "Same.", null)]
    [InlineData("[1,2]", "[1,2].", null)]
    [InlineData("\"no\"", "\"no\".", null)]
    [InlineData("", "nothing more is said.", null)]
    public void An_answer_is_told_as_a_sentence_and_its_code_is_found(string body, string sentence, string? code)
    {
        var response = new RestResponse(422, Encoding.UTF8.GetBytes(body), "POST /api/things", 1);

        Assert.Equal(sentence, RestErrors.Describe(response));
        Assert.Equal(code, RestErrors.Code(response));
    }

    [Fact]
    public void A_page_of_text_is_cut()
    {
        var response =
            new RestResponse(422, Encoding.UTF8.GetBytes($$"""{"message":"{{new string('x', 5_000)}}"}"""), "POST /api/things", 1);

        Assert.InRange(RestErrors.Describe(response).Length, 900, 1_010);
    }
}
