// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/linkdialog.h"

#include "ui/widgets/banner.h"

#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTextEdit>

using namespace Qt::StringLiterals;
using namespace evenhand;

using Refusal = LinkJudgement::Refusal;
using Warnings = LinkJudgement::Warnings;

namespace {

QPushButton *button(const QDialog &dialog, const QString &text)
{
    for (QPushButton *button : dialog.findChildren<QPushButton *>()) {
        if (button->text().remove(u'&') == text)
            return button;
    }
    return nullptr;
}

QString allText(const QDialog &dialog)
{
    QStringList texts;
    for (const QLabel *label : dialog.findChildren<QLabel *>())
        texts.append(label->text());
    return texts.join(u'\n');
}

} // namespace

class TestLinkDialog : public QObject
{
    Q_OBJECT

private slots:
    void refuses_data();
    void refuses();
    void hosts_data();
    void hosts();
    void visibleTexts_data();
    void visibleTexts();
    void foreignLetters();
    void userName();
    void opensOnlyWhenAsked();
    void refusedHasNoWayToOpen();
    void saysThatNothingOpened();
    void showsWhatIsInvisible();
    void neverReadsMarkup();
    void longAddress();
    void copiesWhatWasWritten();
    void findsWhatALinkReads();
};

void TestLinkDialog::refuses_data()
{
    QTest::addColumn<QString>("destination");
    QTest::addColumn<int>("refusal");

    const auto row = [](const char *destination, Refusal refusal) {
        QTest::newRow(destination) << QString::fromUtf8(destination) << int(refusal);
    };
    for (const char *scheme :
         {"file:///etc/passwd", "FILE:/etc/passwd", "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x",
          "vbscript:x", "smb://host/share", "ssh://host", "ftp://example.com/x", "about:blank", "tel:+15550100",
          "x-apple:y", "view-source:http://example.com", "blob:http://example.com/1", "qrc:/x", "localhost:8080"})
        row(scheme, Refusal::Scheme);
    for (const char *relative : {"", "#top", "page.html", "/etc/passwd", "//example.com/x", "../x", "?q=1",
                                 "www.example.com", "example.com/a:b"})
        row(relative, Refusal::Relative);
    for (const char *malformed : {"http:",
                                  "http://",
                                  "https:///path",
                                  "http:example.com",
                                  "http:/example.com",
                                  "http://example.com\\@evil.org/",
                                  "http:\\\\evil.org",
                                  "\\\\server\\share",
                                  "java\tscript:alert(1)",
                                  "java\nscript:alert(1)",
                                  "http://exa mple.com",
                                  "http://example.com/a b",
                                  "http://\u200bexample.com",
                                  "http://example.com/\u202egpj.exe",
                                  "http://example.com:99999/",
                                  "http://example.com:x/",
                                  "http://[::1/",
                                  "http://exa%20mple.com/",
                                  "http://%65xample.com/",
                                  "http://a<b>.com/",
                                  "mailto:",
                                  "mailto:nobody",
                                  "mailto:nobody@",
                                  "\x01javascript:alert(1)"})
        row(malformed, Refusal::Malformed);
    row("mailto:a@example.com?attach=/etc/passwd", Refusal::Attachment);
    row("mailto:a@example.com?subject=x&Attachment=/etc/passwd", Refusal::Attachment);
    row("mailto:a@example.com?%61ttach=/etc/passwd", Refusal::Attachment);
}

void TestLinkDialog::refuses()
{
    QFETCH(const QString, destination);
    QFETCH(const int, refusal);
    const LinkJudgement judgement = judgeLink(destination);
    QCOMPARE(int(judgement.refusal), refusal);
    QVERIFY(judgement.url.isEmpty());
    QVERIFY(judgement.host.isEmpty());
}

void TestLinkDialog::hosts_data()
{
    QTest::addColumn<QString>("destination");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("warnings");

    const auto row = [](const char *destination, const char *host, Warnings warnings = {}) {
        QTest::newRow(destination) << QString::fromUtf8(destination) << QString::fromUtf8(host)
                                   << int(warnings.toInt());
    };
    row("http://example.com", "example.com");
    row("  https://example.com/a?b=c#d  ", "example.com");
    row("HTTPS://EXAMPLE.COM/", "example.com");
    row("https://example.com:443/", "example.com");
    row("http://example.com:443/", "example.com:443");
    row("http://example.com:8080/", "example.com:8080");
    row("https://example.com/%2e%2e/%00", "example.com");
    row("https://example.com.evil.org/", "example.com.evil.org");
    row("https://example.com/@evil.org", "example.com");
    row("https://example.com?x=@evil.org", "example.com");
    row("https://example.com#@evil.org", "example.com");
    row("http://2130706433/", "127.0.0.1");
    row("http://0x7f.1/", "127.0.0.1");
    row("http://[::1]:8080/x", "[::1]:8080");
    row("http://a@evil.org/", "evil.org", LinkJudgement::UserName);
    row("http://example.com@evil.org/", "evil.org", LinkJudgement::UserName);
    row("http://example.com:80@evil.org:81/", "evil.org:81", LinkJudgement::UserName);
    row("http://example.com%2f@evil.org/", "evil.org", LinkJudgement::UserName);
    row("https://аpple.com/", "xn--pple-43d.com", LinkJudgement::ForeignLetters); // Cyrillic а
    row("https://münchen.de/", "xn--mnchen-3ya.de", LinkJudgement::ForeignLetters);
    row("https://xn--mnchen-3ya.de/", "xn--mnchen-3ya.de", LinkJudgement::ForeignLetters);
    row("https://u:p@аpple.com/", "xn--pple-43d.com",
        Warnings(LinkJudgement::ForeignLetters) | LinkJudgement::UserName);
    row("mailto:a@example.com", "a@example.com");
    row("mailto:a@example.com,b@example.org?subject=Hi%20there&body=x", "a@example.com");
    row("mailto:a@münchen.de", "a@xn--mnchen-3ya.de", LinkJudgement::ForeignLetters);
}

void TestLinkDialog::hosts()
{
    QFETCH(const QString, destination);
    QFETCH(const QString, host);
    QFETCH(const int, warnings);
    const LinkJudgement judgement = judgeLink(destination);
    QCOMPARE(int(judgement.refusal), int(Refusal::None));
    QCOMPARE(judgement.host, host);
    QCOMPARE(int(judgement.warnings.toInt()), warnings);
    QVERIFY(judgement.url.isValid());
}

void TestLinkDialog::visibleTexts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("destination");
    QTest::addColumn<QString>("promised");

    const auto row = [](const char *text, const char *destination, const char *promised = "") {
        QTest::addRow("%s to %s", text, destination)
            << QString::fromUtf8(text) << QString::fromUtf8(destination) << QString::fromUtf8(promised);
    };
    row("https://example.com/", "https://evil.org/", "example.com");
    row("example.com", "https://evil.org/", "example.com");
    row("www.example.com/login", "https://evil.org/", "www.example.com");
    row("Example.COM", "https://evil.org", "example.com");
    row("example.com ", "https://example.com.evil.org", "example.com");
    row("docs.example.com", "https://example.com/", "docs.example.com");
    row("10.0.0.1", "https://evil.org/", "10.0.0.1");
    row("help@example.com", "https://evil.org/", "example.com");
    row("https://user@example.com", "https://evil.org/", "example.com");
    row("boss@example.com", "mailto:boss@evil.org", "example.com");
    row("münchen.de", "https://evil.org/", "xn--mnchen-3ya.de");
    row("https://example.md", "https://evil.org/", "example.md");
    // What keeps its promise, or makes none.
    row("http://example.com/a", "https://www.example.com/a");
    row("example.com", "https://docs.example.com/");
    row("www.example.com", "https://example.com");
    row("a@example.com", "mailto:a@example.com");
    row("https://münchen.de", "https://münchen.de/");
    row("the manual", "https://evil.org/");
    row("See example.com for more", "https://evil.org/");
    row("README.md", "https://example.com/README.md");
    row("main.py", "https://example.com/");
    row("version 1.2.3", "https://example.com/");
    row("1.2", "https://example.com/");
    row("e.g.", "https://example.com/");
    row("", "https://example.com/");
}

void TestLinkDialog::visibleTexts()
{
    QFETCH(const QString, text);
    QFETCH(const QString, destination);
    QFETCH(const QString, promised);
    const LinkJudgement judgement = judgeLink(destination, text);
    QCOMPARE(judgement.promisedHost, promised);
    QCOMPARE(judgement.warnings.testFlag(LinkJudgement::OtherHost), !promised.isEmpty());
}

void TestLinkDialog::foreignLetters()
{
    const LinkDialog dialog({.destination = u"https://аpple.com/"_s, .title = {}}, {});
    QCOMPARE(dialog.findChild<QLabel *>(u"host"_s)->text(), u"xn--pple-43d.com"_s);
    QVERIFY(allText(dialog).contains(u"“аpple.com”"_s));
}

void TestLinkDialog::userName()
{
    const LinkDialog dialog({.destination = u"https://example.com@evil.org/"_s, .title = u"A site"_s},
                            u"https://example.com"_s);
    QCOMPARE(dialog.findChild<QLabel *>(u"host"_s)->text(), u"evil.org"_s);
    QCOMPARE(dialog.findChildren<Banner *>().size(), 3); // two warnings, and what is said when nothing opens
    QVERIFY(allText(dialog).contains(u"“example.com” would be sent"_s));
    QVERIFY(allText(dialog).contains(u"A site"_s));
}

void TestLinkDialog::opensOnlyWhenAsked()
{
    QWidget window;
    QList<QUrl> opened;
    const auto open = [&](const QUrl &url) {
        opened.append(url);
        return true;
    };
    LinkDialog *dialog = LinkDialog::show({.destination = u"https://example.com/a"_s, .title = {}}, &window);
    dialog->setOpener(open);
    QVERIFY(dialog->isVisible());
    QVERIFY(button(*dialog, u"Cancel"_s)->isDefault());
    QCOMPARE(dialog->focusWidget(), button(*dialog, u"Cancel"_s));
    QSignalSpy gone(dialog, &QObject::destroyed);
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_COMPARE(gone.size(), 1);
    QVERIFY(opened.isEmpty());

    dialog = LinkDialog::show({.destination = u"https://example.com/a"_s, .title = {}}, &window);
    dialog->setOpener(open);
    QSignalSpy accepted(dialog, &QDialog::accepted);
    button(*dialog, u"Open"_s)->click();
    QCOMPARE(accepted.size(), 1);
    QCOMPARE(opened, QList<QUrl>{QUrl(u"https://example.com/a"_s)});
}

void TestLinkDialog::refusedHasNoWayToOpen()
{
    LinkDialog dialog({.destination = u"file:///etc/passwd"_s, .title = {}}, {});
    QVERIFY(!button(dialog, u"Open"_s));
    QVERIFY(button(dialog, u"Close"_s)->isDefault());
    QVERIFY(button(dialog, u"Copy address"_s));
    QVERIFY(allText(dialog).contains(u"“file:”"_s));
    QVERIFY(!dialog.findChild<QLabel *>(u"host"_s));
}

void TestLinkDialog::saysThatNothingOpened()
{
    LinkDialog dialog({.destination = u"mailto:a@example.com"_s, .title = {}}, {});
    dialog.setOpener([](const QUrl &) { return false; });
    dialog.QDialog::show();
    auto *failure = dialog.findChild<Banner *>();
    QVERIFY(!failure->isVisible());
    button(dialog, u"Open"_s)->click();
    QVERIFY(failure->isVisible());
    QVERIFY(dialog.isVisible());
}

void TestLinkDialog::showsWhatIsInvisible()
{
    const LinkDialog dialog({.destination = u"https://example.com/\u202etxt.exe"_s, .title = u"a\u200bb"_s}, {});
    QCOMPARE(dialog.findChild<QTextEdit *>(u"address"_s)->toPlainText(), u"https://example.com/‹U+202E›txt.exe"_s);
    QVERIFY(allText(dialog).contains(u"a‹U+200B›b"_s));
}

void TestLinkDialog::neverReadsMarkup()
{
    const QString nasty = u"https://example.com/<img src='file:///x'><b>"_s;
    const LinkDialog dialog({.destination = nasty, .title = u"<b>x</b>"_s}, u"<i>example.org</i>"_s);
    QCOMPARE(dialog.findChild<QTextEdit *>(u"address"_s)->toPlainText(), nasty);
    for (const QLabel *label : dialog.findChildren<QLabel *>())
        QCOMPARE(label->textFormat(), Qt::PlainText);
}

void TestLinkDialog::longAddress()
{
    LinkDialog dialog({.destination = u"https://example.com/"_s + QString(100'000, u'x'), .title = {}}, {});
    dialog.QDialog::show();
    QVERIFY(dialog.height() < 500);
    QVERIFY(dialog.width() < 700);
    const int tall = dialog.findChild<QTextEdit *>(u"address"_s)->height();
    LinkDialog other({.destination = u"https://example.com/"_s, .title = {}}, {});
    other.QDialog::show();
    const auto *address = other.findChild<QTextEdit *>(u"address"_s);
    QVERIFY(address->height() > address->fontMetrics().height());
    QVERIFY(address->height() < tall / 3);
}

void TestLinkDialog::copiesWhatWasWritten()
{
    const QString written = u"https://example.com/\u202etxt.exe"_s;
    const LinkDialog dialog({.destination = written, .title = {}}, {});
    button(dialog, u"Copy address"_s)->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), written);
}

void TestLinkDialog::findsWhatALinkReads()
{
    const LinkTarget link{.destination = u"https://evil.org/"_s, .title = {}};
    const auto reading = [&](const QString &text) {
        return RichText{.text = u"see "_s + text + u" (evil.org)"_s,
                        .runs = {{.length = 4},
                                 {.length = 3, .styles = TextStyle::Link, .link = 0},
                                 {.length = int(text.size()) - 3, .styles = TextStyle::Link, .link = 0},
                                 {.length = 11, .styles = TextStyle::Aside, .link = 0}},
                        .links = {link}};
    };
    Block paragraph{.content = reading(u"the manual"_s)};
    QCOMPARE(linkText({paragraph}, link), u"the manual"_s);
    QCOMPARE(linkText({paragraph}, {.destination = u"https://example.com/"_s, .title = {}}), QString());
    Block table{.kind = BlockKind::Table, .rows = {{.cells = {reading(u"example.com"_s)}}}};
    QCOMPARE(linkText({paragraph, table}, link), u"example.com"_s);
}

QTEST_MAIN(TestLinkDialog)
#include "tst_linkdialog.moc"
