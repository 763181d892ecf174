using System.Text;
using Koppel.Engine.Personal;

namespace Koppel.Engine.Tests.Personal;

/// <summary>How a person is found in texts.</summary>
public sealed class PersonTests
{
    [Theory]
    [InlineData("ann@x.nl", "ann@x.nl")]
    [InlineData("ann@x.nl", "  ANN@X.NL ")]
    [InlineData("Ann@X.nl", "mail to <ann@x.nl>, please.")]
    [InlineData("ann@x.nl", "where email='ann@x.nl'")]
    [InlineData("ann@x.nl", "where email like'ann@x.nl'")]
    [InlineData("ann@x.nl", "where email like '%ann@x.nl%'")]
    [InlineData("ann@x.nl", "https://a.example/contacts?email=ann%40x.nl&limit=1")]
    [InlineData("ann@x.nl", "https://a.example/?q=email%20eq%20%27ann%40x.nl%27")]
    [InlineData("ann+news@x.nl", """{"email":"ann\u002Bnews@x.nl"}""")]
    [InlineData("ann+news@x.nl", "email=ann%2Bnews%40x.nl")]
    [InlineData("ann@x.nl", """{"body":"{\"email\":\"ann@x.nl\"}"}""")]
    [InlineData("ann@x.nl", """["one\nann@x.nl"]""")]
    [InlineData("o'brien@x.nl", "values ('o''brien@x.nl')")]
    [InlineData("o'brien@x.nl", """{"email":"O\u0027Brien@x.nl"}""")]
    [InlineData("renée@exämple.nl", "RENÉE@EXÄMPLE.NL")]
    [InlineData("renée@exämple.nl", "ren%C3%A9e%40ex%C3%A4mple.nl")]
    [InlineData("renée@exämple.nl", """{"email":"ren\u00e9e@ex\u00e4mple.nl"}""")]
    [InlineData("a_b%c@x.nl", "'a_b%c@x.nl'")]
    [InlineData("\"ann b\"@x.nl", """{"email":"\"ann b\"@x.nl"}""")]
    public void He_is_found_however_his_address_is_written(string address, string text)
    {
        var person = new Person(address);

        Assert.True(person.IsIn(text));
        Assert.True(person.IsIn(Encoding.UTF8.GetBytes(text)));
        Assert.True(person.IsIn(Encoding.Unicode.GetBytes(text)));
        Assert.True(person.IsIn([7, .. Encoding.Unicode.GetBytes(text)]));
        Assert.False(person.IsIn(person.Without(text)));
        Assert.Contains(Person.Forgotten, person.Without(text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ann@x.nl", "joann@x.nl")]
    [InlineData("ann@x.nl", "jo.ann@x.nl")]
    [InlineData("ann@x.nl", "jo-ann@x.nl, jo_ann@x.nl, jo+ann@x.nl, éann@x.nl, 1ann@x.nl")]
    [InlineData("ann@x.nl", "ann@x.nl.example")]
    [InlineData("ann@x.nl", "ann@x.nlx ann@x.nl-x.nl ann@x.nlé")]
    [InlineData("ann@x.nl", "jo%2Bann%40x.nl ann%40x.nl%2Dx.nl")]
    [InlineData("brien@x.nl", "o'brien@x.nl")]
    [InlineData("brien@x.nl", "values ('o''brien@x.nl')")]
    [InlineData("brien@x.nl", """{"email":"o\u0027brien@x.nl"}""")]
    [InlineData("brien@x.nl", "email=o%27brien%40x.nl")]
    [InlineData("a.b@x.nl", "axb@x.nl")]
    [InlineData("a_b@x.nl", "axb@x.nl")]
    [InlineData("a%b@x.nl", "axyb@x.nl")]
    [InlineData("c@x.nl", "a%c@x.nl")]
    public void Nobody_else_is_taken_for_him(string address, string text)
    {
        var person = new Person(address);

        Assert.False(person.IsIn(text));
        Assert.Equal(text, person.Without(text));
    }

    [Theory]
    [InlineData("ann@x.nl", true), InlineData(" \"ann b\"@x.nl ", true)]
    [InlineData("ann", false), InlineData("@x.nl", false), InlineData("ann@", false), InlineData("", false), InlineData("a\n@x.nl", false)]
    public void What_is_no_address_is_told(string text, bool isAddress) => Assert.Equal(isAddress, Person.IsAddress(text));
}
