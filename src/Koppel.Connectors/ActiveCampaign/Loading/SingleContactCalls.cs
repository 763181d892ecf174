using System.Buffers;
using System.Text.Json;
using Koppel.Sdk;
using Koppel.Sdk.Http;
using Koppel.Sdk.Rest;

namespace Koppel.Connectors.ActiveCampaign.Loading;

/// <summary>Creates or changes one contact a call.</summary>
internal sealed class SingleContactCalls(Account account, ChangeList changes, LoadBooks books, SingleContactCalls.Values writeValues) : ISingleCalls
{
    /// <summary>The call that creates a contact or changes the one that is there.</summary>
    public const string Path = "contact/sync";

    /// <summary>Writes the values of a contact.</summary>
    public delegate void Values(Utf8JsonWriter json, ReadOnlySpan<int> rows);

    public async Task SendAsync(Change change, CancellationToken cancellationToken)
    {
        // It goes by address, and leaves what it is not given: sent twice, it does the same as once.
        var request = new RestRequest(HttpMethod.Post, Path) { Body = Body(change), Repeatable = true };
        var response = await account.Client.SendAsync(request, cancellationToken);
        foreach (var row in changes.RowsOf(change))
        {
            if (response.IsSuccess) books.Changed(row);
            else books.Reject(row, $"{response.Route} answered {response.Status}: {RestErrors.Describe(response)}");
        }
    }

    ReadOnlyMemory<byte> Body(Change change)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("contact");
            json.WriteString("email", change.Email);
            writeValues(json, changes.RowsOf(change));
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }
}
