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
    [InlineData("""[{"message":"No such column 'x' on Account","errorCode":"INVALID_FIELD","fields":["x"]}]""",
        "No such column 'x' on Account.", "INVALID_FIELD")]
    [InlineData("""{"status":"error","message":"Contact already exists","correlationId":"7","category":"CONFLICT"}""",
        "Contact already exists.", "CONFLICT")]
    [InlineData("""{"error":{"code":"resource_missing","message":"No such customer: 'c_1'","type":"invalid_request_error"}}""",
        "No such customer: 'c_1'.", "resource_missing")]
    [InlineData("""{"error":{"reason":7}}""", """{"reason":7}.""", null)]
    [InlineData("""{"error":"invalid_grant","error_description":"expired access/refresh token"}""",
        "invalid_grant; expired access/refresh token.", null)]
    [InlineData("""{"type":"about:blank","title":"Forbidden field","status":400,"detail":"'age' is not yours"}""",
        "Forbidden field: 'age' is not yours.", null)]
    [InlineData("""{"errors":{"title":["can't be blank"]}}""", """{"title":["can't be blank"]}.""", null)]
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
    public void An_API_that_tells_errors_in_another_way_declares_it()
    {
        var errors = new ErrorShape { Faults = ["fault.causes"], Sentences = ["was", "hint"], Codes = ["nr"] };
        var response = Answer(422, """{"fault":{"causes":[{"was":"Too long.","hint":"Cut it","nr":12}]},"message":"Not this"}""", errors);

        Assert.Equal("Too long: Cut it.", RestErrors.Describe(response));
        Assert.Equal("12", RestErrors.Code(response));
    }

    [Theory]
    [InlineData(400, """[{"errorCode":"DUPLICATE_VALUE","message":"duplicate value found"}]""", true)]
    [InlineData(409, """{"message":"no"}""", true)]
    [InlineData(400, """{"error":"UNIQUE constraint failed: tags.name"}""", true)]
    [InlineData(400, """{"message":"no"}""", false)]
    [InlineData(201, """{"message":"UNIQUE constraint failed, so it was merged"}""", false)]
    public void What_says_that_a_row_is_there_is_declared(int status, string body, bool isThere)
    {
        var errors = ErrorShape.Usual with
        {
            DuplicateCodes = ["DUPLICATE_VALUE"],
            DuplicateStatus = 409,
            DuplicateText = "^UNIQUE constraint",
        };

        Assert.Equal(isThere, RestErrors.IsDuplicate(Answer(status, body, errors)));
        Assert.False(RestErrors.IsDuplicate(Answer(status, body, ErrorShape.Usual)));
    }

    static RestResponse Answer(int status, string body, ErrorShape errors) =>
        new(status, Encoding.UTF8.GetBytes(body), "POST /api/things", 1) { Errors = errors };

    [Fact]
    public void A_page_of_text_is_cut()
    {
        var response =
            new RestResponse(422, Encoding.UTF8.GetBytes($$"""{"message":"{{new string('x', 5_000)}}"}"""), "POST /api/things", 1);

        Assert.InRange(RestErrors.Describe(response).Length, 900, 1_010);
    }
}
