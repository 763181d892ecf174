namespace Koppel.Sandbox.ActiveCampaign.Wire;

/// <summary>A method and a path that the API answers.</summary>
internal sealed class Route(string method, string path, Func<ApiCall, Answer> handle)
{
    readonly string[] _segments = path.Split('/');

    /// <summary>What the path begins with.</summary>
    public string First => _segments[0];

    /// <summary>How statistics, log and faults name it: <c>GET /api/3/contacts/{id}</c>.</summary>
    public string Name { get; } = $"{method} /api/3/{path}";

    public string Method => method;

    public Func<ApiCall, Answer> Handle => handle;

    /// <summary>
    /// Whether a path is this one; gives the number under <c>{id}</c>. Other names in braces stand for anything: <c>{email}</c>.
    /// </summary>
    public bool Matches(string[] sent, out int id)
    {
        id = 0;
        if (sent.Length != _segments.Length) return false;
        for (var index = 0; index < _segments.Length; index++)
        {
            if (_segments[index] == "{id}") id = QueryText.ToInt(sent[index]);
            else if (_segments[index][0] != '{' && _segments[index] != sent[index]) return false;
        }

        return true;
    }
}
