using System.Text;

namespace Koppel.Sandbox.ActiveCampaign.Wire;

/// <summary>What a call is answered with.</summary>
internal sealed record Answer(int Status, PhpJson Body) : IDisposable
{
    public string ContentType { get; init; } = "application/json";

    /// <summary>How long the work takes that it tells of, before the time scale.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>What the header <c>X-Ac-Error</c> names; null without it.</summary>
    public string? ErrorCode { get; init; }

    public static Answer Of(int status, Action<PhpJson> write)
    {
        var body = new PhpJson();
        write(body.BeginObject());
        body.EndObject();
        return new(status, body);
    }

    /// <summary>An answer with a body that is written out.</summary>
    public static Answer Text(int status, string json) => new(status, new PhpJson().Raw(Encoding.UTF8.GetBytes(json)));

    /// <summary>A success without a body, under an error's number in a header: so the API answers some calls.</summary>
    public Answer WithoutBody(string code)
    {
        Body.Dispose();
        return new(Status, new PhpJson()) { ErrorCode = code };
    }

    public static Answer Deleted() => Text(200, "{}");

    public void Dispose() => Body.Dispose();
}
