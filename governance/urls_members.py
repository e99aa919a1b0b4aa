"""Addresses of an association and its members."""

from django.urls import path

from .views import member_books, member_desk, membership

HERE = "associazione/"
BOOK = f"{HERE}libro/<int:pk>/"
ASKED = f"{HERE}domande/<uuid:pk>/"

urlpatterns = [
    path(HERE, membership.association, name="association"),
    path(f"{HERE}mia/", membership.membership, name="membership"),
    path(f"{HERE}domanda/<int:pk>/", membership.member_apply, name="member_apply"),
    path(f"{HERE}sportello/<int:book>/<uuid:pk>/", membership.member_desk_apply, name="member_desk_apply"),
    path(f"{HERE}recesso/<uuid:pk>/", membership.member_leave, name="member_leave"),
    path(f"{HERE}ricevute/<uuid:pk>/", membership.fee_receipt, name="fee_receipt"),
    path(f"{HERE}ricevute/<uuid:pk>/annulla/", member_desk.fee_void, name="fee_void"),
    path(f"{HERE}tenuta/", member_desk.member_desk, name="member_desk"),
    path(ASKED, member_desk.application, name="application"),
    path(f"{ASKED}ritira/", membership.application_withdraw, name="application_withdraw"),
    path(f"{ASKED}assemblea/", membership.application_appeal, name="application_appeal"),
    path(f"{HERE}quote/<int:pk>/<uuid:member>/", member_desk.fee_pay, name="fee_pay"),
    path(f"{HERE}soci/<uuid:pk>/contestazione/", member_desk.exclusion_new, name="exclusion_new"),
    path(f"{HERE}contestazioni/<uuid:pk>/", member_desk.exclusion, name="exclusion"),
    path(BOOK, member_books.member_book, name="member_book"),
    path(f"{BOOK}pdf/", member_books.member_book_pdf, name="member_book_pdf"),
    path(f"{BOOK}quote/", member_desk.member_fees, name="member_fees"),
    path(f"{BOOK}bilanci/", member_books.accounts, name="accounts"),
    path(f"{BOOK}bilanci/aggiungi/", member_books.accounts_add, name="accounts_add"),
    path(f"{BOOK}runts/", member_books.runts, name="runts"),
    path(f"{HERE}righe/<uuid:pk>/rettifica/", member_books.member_correct, name="member_correct"),
    path(f"{HERE}bilanci/<int:pk>/", member_books.accounts_document, name="accounts_document"),
    path(f"{HERE}bilanci/<int:pk>/deposito/", member_books.accounts_deposit, name="accounts_deposit"),
]
